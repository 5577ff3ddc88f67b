package org.sealpost.inspect;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Patients' family names near a date that could be the day of their birth: "Example, born 03/04/1961", "Example (3/4/61)",
 * "DOB 03/04/1961, Ms Example". That both are one patient's says the database, and hardly ever by chance.
 */
final class BirthDayFinder implements ClueFinder {

    private static final int BEFORE = 80;
    private static final int BEHIND = 60;

    /** Characters from a word of care to its own date. */
    private static final int OF_CARE = 24;

    private static final int SHORTEST = 2;
    private static final int MONTHS = 12;
    private static final int CENTURY = 100;

    private final KnownNames names;

    BirthDayFinder(KnownNames names) {
        this.names = names;
    }

    @Override
    public void find(SearchText text, Consumer<PatientClue> found) {
        if (names.isEmpty()) {
            return;
        }
        for (Dates.Dated dated : text.dates()) {
            Set<LocalDate> days =
                    mayBeBirth(text, dated) ? days(text.text(), text.words().start(dated.first()), dated) : Set.of();
            if (!days.isEmpty()) {
                near(text.words(), dated, days, found);
            }
        }
    }

    /**
     * A day of this year or the last is more often when something was written or done. One of years ago is so only where a word
     * for it leads to it directly: a visit in the subject, or before the name, is not of that day.
     */
    private boolean mayBeBirth(SearchText text, Dates.Dated dated) {
        return dated.isOf(Label.BIRTH)
                || (dated.date().date().filter(BirthDayFinder::isOfYearsAgo).isPresent()
                        && (dated.label() == 0 || !isLedTo(text, dated)));
    }

    private static boolean isOfYearsAgo(LocalDate day) {
        return day.getYear() < LocalDate.now(ZoneOffset.UTC).getYear() - 1;
    }

    /** "seen on 03/14/2019", "visit 03/14/2019", and the cells below such a title; not "Visit: Example 03/14/1961". */
    private boolean isLedTo(SearchText text, Dates.Dated dated) {
        Words words = text.words();
        int date = dated.first();
        if (text.columns().isCell(date)) {
            return true;
        }
        int mark = text.labels().lastBefore(date, Label.bits(Label.CARE, Label.CARE_NEAR), OF_CARE);
        if (mark < 0) {
            return false;
        }
        for (int word = text.labels().end(mark); word <= date; word++) {
            boolean apart = (words.gap(word) & Words.LINE_END) != 0 || words.beginsSentence(word);
            boolean name = word < date && (words.isCapitalised(word) || names.isFamily(words.hash(word)));
            if (apart || name) {
                return false;
            }
        }
        return true;
    }

    /** The day in both orders of day and month, and of two figures for the year the century that is over. */
    private static Set<LocalDate> days(String text, int start, Dates.Dated dated) {
        Set<LocalDate> days = new HashSet<>();
        dated.date().date().ifPresent(day -> {
            days.add(day);
            if (isAllFigures(text, start) && day.getDayOfMonth() <= MONTHS) {
                days.add(LocalDate.of(day.getYear(), day.getDayOfMonth(), 1).withDayOfMonth(day.getMonthValue()));
            }
        });
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Set<LocalDate> past = new HashSet<>();
        for (LocalDate day : days) {
            past.add(day.isAfter(today) ? day.minusYears(CENTURY) : day);
        }
        return past;
    }

    /** 3/4/1961 and 03-04-61; in 1961-03-04 the order is sure. */
    private static boolean isAllFigures(String text, int start) {
        int joint = Matches.isDigit(text, start + 1) ? start + 2 : start + 1;
        return Matches.isDigit(text, start)
                && "-/.".indexOf(Matches.at(text, joint)) >= 0
                && (Matches.isDigit(text, joint + 1) || Matches.isDigit(text, joint + 2));
    }

    private void near(Words words, Dates.Dated dated, Set<LocalDate> days, Consumer<PatientClue> found) {
        int start = words.start(dated.first());
        for (int word = dated.first() - 1; word >= 0 && start - words.end(word) <= BEFORE; word--) {
            take(words, word, days, found);
        }
        int end = dated.date().end();
        for (int word = words.atOrBehind(end); word < words.count() && words.start(word) - end <= BEHIND; word++) {
            take(words, word, days, found);
        }
    }

    private void take(Words words, int word, Set<LocalDate> days, Consumer<PatientClue> found) {
        if (words.isLetters(word) && words.length(word) >= SHORTEST && names.isFamily(words.hash(word))) {
            found.accept(new PatientClue.FamilyAndDay(words.joined(word, word + 1), days));
        }
    }
}
