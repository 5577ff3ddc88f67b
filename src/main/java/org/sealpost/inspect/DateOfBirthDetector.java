package org.sealpost.inspect;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;

/**
 * Dates that words such as DOB or born make someone's date of birth, and those that stand where it stands in a
 * practice's mail: right behind a person's name, with no word for another date.
 */
final class DateOfBirthDetector implements Detector {

    private static final int NAME = 4;

    /** Characters from a word of care to the name behind its own date. */
    private static final int CARE = 40;

    private final KnownNames names;

    DateOfBirthDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.DATE_OF_BIRTH;
    }

    @Override
    public void find(SearchText text, Found found) {
        for (Dates.Dated dated : text.dates()) {
            if (dated.isOf(Label.BIRTH)) {
                dated.date().date().ifPresent(day -> found.value(day.toString()));
            } else if (isBehindWordOfName(text, dated)) {
                dated.date()
                        .date()
                        .filter(DateOfBirthDetector::isLongAgoForCare)
                        .ifPresent(day -> found.ifOfPatient(day.toString()));
            } else if (dated.label() == 0 && isBehindPerson(text, dated.first())) {
                dated.date()
                        .date()
                        .filter(DateOfBirthDetector::isLongAgo)
                        .ifPresent(day -> found.ifOfPatient(day.toString()));
            }
        }
        DateByItsLabel.births(text, found);
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.hasDigit(word) && !words.isDigits(word) && words.length(word) > DOB.length()) {
                written(words, word, found);
            }
        }
    }

    /** "dob03141962" in one. */
    private static void written(Words words, int word, Found found) {
        String text = words.text();
        int digits = words.start(word) + DOB.length();
        WrittenDate date =
                text.regionMatches(true, words.start(word), DOB, 0, DOB.length()) && Matches.isDigit(text, digits)
                        ? WrittenDate.at(text, digits)
                        : null;
        if (date != null && date.end() <= words.end(word) + MOST_BEHIND) {
            date.date().ifPresent(day -> found.value(day.toString()));
        }
    }

    private static final String DOB = "dob";
    private static final int MOST_BEHIND = 8;

    /** A day of this year or the last behind a name is more often when something was written or done. */
    private static boolean isLongAgo(LocalDate day) {
        return day.getYear() < Year.now(ZoneOffset.UTC).getValue() - 1;
    }

    /** A day of care that is so far in the past stands in no letter beside a name. */
    private static boolean isLongAgoForCare(LocalDate day) {
        return day.getYear() < Year.now(ZoneOffset.UTC).getValue() - YEARS_OF_CARE;
    }

    private static final int YEARS_OF_CARE = 15;

    /** "Seen 11/18: Quillfeather 04/03/1961": nobody is seen so long ago, and the word is written like a name. */
    private static boolean isBehindWordOfName(SearchText text, Dates.Dated dated) {
        Words words = text.words();
        int word = dated.first();
        int name = word - 1;
        return name >= 0
                && (dated.isOf(Label.CARE)
                        || (dated.label() == 0 && text.labels().lastBefore(name, Label.CARE.bit(), CARE) >= 0))
                && words.gapLength(word) <= 3
                && (words.gap(word) & ~(Words.SPACE | Words.COMMA | Words.BRACKET)) == 0
                && words.isLetters(name)
                && words.isCapitalised(name)
                && words.length(name) > 2
                && !WordSet.HEADINGS.contains(words, name)
                && !text.labels().covers(name)
                && !text.terms().covers(name);
    }

    private boolean isBehindPerson(SearchText text, int word) {
        if (!Dates.isBehindName(text, word)) {
            return false;
        }
        Words words = text.words();
        for (int part = Math.max(0, word - NAME); part < word; part++) {
            boolean given = WordSet.GIVEN_NAMES.contains(words, part) || names.isGiven(words.hash(part));
            if (given && words.isCapitalised(part)) {
                return true;
            }
        }
        return false;
    }
}
