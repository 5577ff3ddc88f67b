package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;

/** The dates of a text, from left to right, each with the label that it belongs to: the nearest one before or behind. */
final class Dates {

    private static final int BEFORE = 80;

    /** A space and a bracket, never a full stop: a word of the next sentence does not count. */
    private static final int BEHIND = 3;

    /** Characters from a word that counts only right beside a date. */
    private static final int NEAR = 24;

    private static final long LABELS = Label.bits(Label.BIRTH, Label.CARE, Label.CARE_NEAR);
    private static final long NO_NAME = Label.OF_NUMBERS
            | LABELS
            | Label.bits(Label.CREDENTIAL, Label.DOCTOR, Label.TITLE, Label.SALUTATION, Label.CLINICAL);
    private static final long B = WordHash.of("b");
    private static final long ONLY_NEAR = Label.CARE_NEAR.bit();

    /** Characters between two dates of a range. */
    private static final int RANGE = 12;

    /**
     * A date of the window's own.
     *
     * @param label what the label means; 0 without one
     * @param first the first word of the date
     */
    record Dated(WrittenDate date, long label, int first) {

        boolean isOf(Label wanted) {
            return (label & wanted.bit()) != 0;
        }
    }

    private Dates() {}

    static List<Dated> of(SearchText text) {
        List<Dated> dates = new ArrayList<>();
        Words words = text.words();
        String all = text.text();
        int lastEnd = 0;
        long lastLabel = 0;
        // From the context too, so that a date knows the one before it, whose label is not its own.
        // A month's name begins one only right before its day.
        int end = text.endOwn();
        for (int word = words.beforeDigit(firstWord(text)); word < end; word = words.beforeDigit(word + 1)) {
            int start = words.start(word);
            if (start < lastEnd || !mayBegin(words, word)) {
                continue;
            }
            WrittenDate date = WrittenDate.at(all, start);
            if (date == null
                    || (date.hasYear() && date.date().isEmpty())
                    || !Matches.standsAlone(all, start, date.end())) {
                continue;
            }
            long label = label(text, word, date.end(), lastEnd);
            if (label == 0 && lastEnd > 0 && start - lastEnd <= RANGE) {
                label = lastLabel & Label.CARE.bit();
            }
            if (text.isOwn(word)) {
                dates.add(new Dated(date, label, word));
            }
            lastEnd = date.end();
            lastLabel = label;
        }
        return dates;
    }

    private static int firstWord(SearchText text) {
        Words words = text.words();
        int own = text.firstOwn();
        return own == 0 || own >= words.count() ? own : words.atOrBehind(words.start(own) - 2 * BEFORE);
    }

    private static boolean mayBegin(Words words, int word) {
        if (words.isLetters(word)) {
            return MonthName.is(words, word);
        }
        return words.hasDigit(word);
    }

    private static long label(SearchText text, int word, int end, int lastEnd) {
        if (text.columns().isCell(word)) {
            return ofCare(text.columns().meaningAt(word) & LABELS);
        }
        Marks labels = text.labels();
        if (isBehindB(text.words(), word) || isBeforeBirth(text, end)) {
            return Label.BIRTH.bit();
        }
        int before = labels.lastBefore(word, LABELS, BEFORE);
        int distance =
                before < 0 ? BEFORE : text.words().start(word) - text.words().end(labels.end(before) - 1);
        if (before >= 0 && (labels.meaning(before) & LABELS) == ONLY_NEAR && distance > NEAR) {
            before = labels.lastBefore(word, LABELS & ~ONLY_NEAR, BEFORE);
        }
        boolean ofName = isBehindName(text, word);
        if (before >= 0 && ofName && (labels.meaning(before) & LABELS) == ONLY_NEAR) {
            return 0;
        }
        if (before >= 0 && text.words().end(labels.end(before) - 1) >= lastEnd) {
            return ofCare(labels.meaning(before) & LABELS);
        }
        return ofName ? 0 : behind(text, end);
    }

    /** "Whitfield, b. 03/14/1962", and not "vitamin B 03/14/2024". */
    private static boolean isBehindB(Words words, int word) {
        int letter = word - 1;
        if (letter < 1
                || words.hash(letter) != B
                || words.isCapitalised(letter)
                || (words.gap(word) & ~(Words.SPACE | Words.FULL_STOP)) != 0
                || words.gapLength(word) > 2) {
            return false;
        }
        boolean apart = (words.gap(letter) & (Words.COMMA | Words.BRACKET)) != 0;
        return apart || ((words.gap(word) & Words.FULL_STOP) != 0 && words.isCapitalised(letter - 1));
    }

    /** "03/14/2026 (DOB)" and "03/14/2026 DOB", whatever stands before; not where another date is behind the word. */
    private static boolean isBeforeBirth(SearchText text, int end) {
        Words words = text.words();
        int next = words.atOrBehind(end);
        if (next >= words.count()
                || (words.gap(next) & ~(Words.SPACE | Words.BRACKET)) != 0
                || words.gapLength(next) > BEHIND) {
            return false;
        }
        int mark = text.labels().at(next);
        if (mark < 0 || !text.labels().means(mark, Label.BIRTH.bit())) {
            return false;
        }
        int behind = text.labels().end(mark);
        return behind >= words.count() || !mayBegin(words, behind);
    }

    /** Whether a date stands right behind two words that are written like a name: "Whitfield, Dana (03/14/1962)". */
    static boolean isBehindName(SearchText text, int word) {
        Words words = text.words();
        int gap = Words.SPACE | Words.LINE_END | Words.COMMA | Words.BRACKET;
        if (word < 2 || words.gapLength(word) > BEHIND || (words.gap(word) & ~gap) != 0) {
            return false;
        }
        int first = word - 2;
        // An initial or a particle: "Dana Q. Whitfield", "Dana de la Cruz".
        for (int passed = 0; passed < 2 && first > 0 && isWithinName(words, first); passed++) {
            first--;
        }
        return isNameWord(text, word - 1)
                && isNameWord(text, first)
                && (words.gap(word - 1)
                                & ~(Words.SPACE | Words.COMMA | Words.FULL_STOP | Words.HYPHEN | Words.LINE_END))
                        == 0;
    }

    private static boolean isWithinName(Words words, int word) {
        return words.isLetters(word)
                && (words.length(word) == 1 || (words.length(word) <= 3 && !words.isCapitalised(word)));
    }

    private static boolean isNameWord(SearchText text, int word) {
        Words words = text.words();
        return words.isLetters(word)
                && words.isCapitalised(word)
                && !WordSet.HEADINGS.contains(words, word)
                && (text.labels().meaningAt(word) & NO_NAME) == 0
                && MonthName.at(words.text(), words.start(word)) == 0;
    }

    private static long behind(SearchText text, int end) {
        if (Matches.at(text.text(), end) == '.') {
            return 0;
        }
        int mark = text.labels().firstBehind(text.words().atOrBehind(end), end, LABELS, BEHIND);
        return mark < 0 ? 0 : ofCare(text.labels().meaning(mark) & LABELS);
    }

    /** Both words of care say the same of a date. */
    private static long ofCare(long label) {
        return (label & ONLY_NEAR) == 0 ? label : label | Label.CARE.bit();
    }
}
