package org.sealpost.inspect;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Dates that look like any other number or word, right behind words that say what they are: "DOB 031462", "born in
 * March 1962", "admitted 03/2026". A month with its year is an element of a date beside the year (45 CFR
 * 164.514(b)(2)(i)(C)).
 */
final class DateByItsLabel {

    private static final HashTable BETWEEN = HashTable.ofWords("in on is was of en el");
    private static final int MOST_BETWEEN = 2;
    private static final int GAP = 3;
    private static final int BESIDE = Words.SPACE | Words.LINE_END | Words.COLON | Words.FULL_STOP | Words.BRACKET;
    private static final int OLDEST = 1880;
    private static final int NEWEST = 2100;

    private DateByItsLabel() {}

    /** Offers someone's day of birth; of a month alone only what counts in a message about a patient. */
    static void births(SearchText text, Found found) {
        each(text, Label.BIRTH.bit(), word -> {
            Optional<LocalDate> day = day(text.words(), word);
            day.ifPresent(date -> found.value(date.toString()));
            if (day.isEmpty()) {
                month(text, word).ifPresent(found::ifOfPatient);
            }
        });
    }

    /** Offers months of care. */
    static void care(SearchText text, Found found) {
        each(
                text,
                Label.bits(Label.CARE, Label.CARE_NEAR),
                word -> month(text, word).ifPresent(found::ifOfPatient));
    }

    private static void each(SearchText text, long label, IntConsumer taker) {
        Marks labels = text.labels();
        for (int mark = labels.next(0, label); mark < labels.count(); mark = labels.next(mark + 1, label)) {
            int first = labels.first(mark);
            int word = text.isOwn(first) && !text.columns().isCell(first) ? behind(text, mark) : -1;
            if (word >= 0) {
                taker.accept(word);
            }
        }
        text.columns().each(label, word -> {
            if (text.isOwn(word)) {
                taker.accept(word);
            }
        });
    }

    private static int behind(SearchText text, int mark) {
        Words words = text.words();
        int word = text.labels().end(mark);
        for (int passed = 0; word < words.count() && isBeside(words, word); word++) {
            if (words.hasDigit(word) || MonthName.is(words, word)) {
                return word;
            }
            if (!BETWEEN.contains(words.hash(word)) || ++passed > MOST_BETWEEN) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isBeside(Words words, int word) {
        return (words.gap(word) & ~BESIDE) == 0 && words.gapLength(word) <= GAP && !words.beginsSentence(word);
    }

    /** "031462", "03 14 1962" */
    private static Optional<LocalDate> day(Words words, int word) {
        if (!words.isDigits(word) || !Matches.standsAlone(words.text(), words.start(word), words.end(word))) {
            return Optional.empty();
        }
        if (words.length(word) == 6) {
            String digits = words.word(word);
            return date(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4));
        }
        boolean groups = isGroup(words, word, 2)
                && isGroup(words, word + 1, 2)
                && isGroup(words, word + 2, 4)
                && words.gap(word + 1) == Words.SPACE
                && words.gap(word + 2) == Words.SPACE
                && Matches.standsAlone(words.text(), words.start(word), words.end(word + 2));
        return groups ? date(words.word(word), words.word(word + 1), words.word(word + 2)) : Optional.empty();
    }

    private static boolean isGroup(Words words, int word, int most) {
        return word < words.count() && words.isDigits(word) && words.length(word) <= most;
    }

    private static Optional<LocalDate> date(String month, String day, String year) {
        WrittenDate date = WrittenDate.at(month + "/" + day + "/" + year, 0);
        return date == null ? Optional.empty() : date.date();
    }

    /** "March 1962", "03/1962" */
    private static Optional<String> month(SearchText text, int word) {
        Words words = text.words();
        int year = word + 1;
        if (year >= words.count()
                || !words.isDigits(year)
                || words.length(year) != 4
                || words.gapLength(year) > 2
                || !Matches.standsAlone(words.text(), words.start(word), words.end(year))
                || Matches.at(words.text(), words.end(year)) == '/') {
            return Optional.empty();
        }
        int month = 0;
        if (words.isLetters(word)) {
            boolean beside = (words.gap(year) & ~(Words.SPACE | Words.COMMA | Words.FULL_STOP)) == 0;
            month = beside ? MonthName.at(words.text(), words.start(word)) : 0;
        } else if (isGroup(words, word, 2) && words.gap(year) == Words.SLASH) {
            month = Integer.parseInt(words.joined(word, word + 1));
        }
        int of = Integer.parseInt(words.joined(year, year + 1));
        return month >= 1 && month <= 12 && of >= OLDEST && of <= NEWEST
                ? Optional.of(String.format(Locale.ROOT, "%d-%02d", of, month))
                : Optional.empty();
    }
}
