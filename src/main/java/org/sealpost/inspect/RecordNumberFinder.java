package org.sealpost.inspect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that may be a patient's although they are short or hold letters: {@code MRN P-22}, {@code chart no. 77}, {@code
 * Patient P-1001}. A number of a few digits counts only right behind words that can mean nothing else; behind the word
 * "patient" or "chart" alone it needs letters, or four digits that are no year.
 */
final class RecordNumberFinder implements ClueFinder {

    private static final int MOST = 24;
    private static final int STRANGERS = 4;

    private static final int TELLING_DIGITS = 4;
    private static final int TELLING_LETTERED = 2;
    private static final int LONGEST_PREFIX = 4;

    /** Of the labels for records these are a patient's, and not those of a visit, a specimen or a file. */
    private static final HashTable OF_PATIENTS = HashTable.ofWords(
            "mrn mrns mrno mr mpi empi emr ehr medrec patient pat pt paciente chart record expediente historia");

    private static final HashTable BARE = HashTable.ofWords("patient patients pt pts pat paciente chart record");
    private static final HashTable NUMBER = HashTable.ofWords("id no nr num number #");
    private static final HashTable AND = HashTable.ofWords("and or y");
    private static final int BESIDE = Words.SPACE | Words.COLON | Words.BRACKET | Words.FULL_STOP;

    @Override
    public void find(SearchText text, Consumer<PatientClue> found) {
        LabelledNumbers.each(text, Label.MRN.bit(), MOST, 0, (mark, number) -> {
            boolean clear = mark >= 0 && isOfPatients(text, mark);
            return take(text, number, clear, found);
        });
        LabelledNumbers.each(
                text, Label.MRN.bit(), MOST, STRANGERS, (mark, number) -> take(text, number, false, found));
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            behindWord(text, word, found);
        }
    }

    private static boolean isOfPatients(SearchText text, int mark) {
        for (int word = text.labels().first(mark); word < text.labels().end(mark); word++) {
            if (OF_PATIENTS.contains(text.words().hash(word))) {
                return true;
            }
        }
        return false;
    }

    /** "Patient P-1001", "pt 1001", "patient (ID 22)", "patients P-22 and P-23". */
    private static void behindWord(SearchText text, int digits, Consumer<PatientClue> found) {
        Words words = text.words();
        int first = digits > 0 && isPrefix(words, digits - 1) ? digits - 1 : digits;
        int before = first - 1;
        if (before < 0 || !isBeside(words, first)) {
            return;
        }
        boolean numbered = before > 0 && NUMBER.contains(words.hash(before)) && isInBrackets(words, before);
        int label = numbered ? before - 1 : before;
        if (BARE.contains(words.hash(label))) {
            IdNumber number = IdNumber.at(words, first, MOST);
            while (number != null && take(text, number, numbered, found)) {
                number = next(words, number);
            }
        }
    }

    private static boolean isBeside(Words words, int word) {
        return (words.gap(word) & ~BESIDE) == 0 && words.gapLength(word) <= 2 && !words.beginsSentence(word);
    }

    /** The "ID" of "patient (ID 22)" and of "patient, ID 22". */
    private static boolean isInBrackets(Words words, int word) {
        return (words.gap(word) & ~(Words.SPACE | Words.BRACKET | Words.COMMA)) == 0 && words.gapLength(word) <= 2;
    }

    /** Letters before a hyphen, of a number such as A-55512. */
    private static boolean isPrefix(Words words, int word) {
        return words.length(word) <= LONGEST_PREFIX
                && words.isLetters(word)
                && words.gap(word + 1) == Words.HYPHEN
                && words.gapLength(word + 1) == 1;
    }

    /** The next one of a list. */
    @Nullable
    private static IdNumber next(Words words, IdNumber number) {
        int word = number.end();
        boolean listed = word < words.count() && (words.gap(word) & (Words.COMMA | Words.SLASH)) != 0;
        if (word < words.count() && AND.contains(words.hash(word))) {
            listed = true;
            word++;
        }
        boolean begins = listed
                && word < words.count()
                && words.gapLength(word) <= 2
                && (words.hasDigit(word) || (word + 1 < words.count() && isPrefix(words, word)));
        return begins ? IdNumber.at(words, word, MOST) : null;
    }

    /**
     * Takes a number, if it is one.
     *
     * @param clear whether one of any length counts
     * @return whether others may follow it in a list
     */
    private static boolean take(SearchText text, IdNumber number, boolean clear, Consumer<PatientClue> found) {
        boolean counts = (clear || isTelling(number.value())) && isNumber(text.words(), number);
        if (counts) {
            found.accept(new PatientClue.RecordNumber(readings(text.words(), number)));
        }
        // A short number behind the next comma may be anything: "MRN 22, 54 years".
        return counts && isTelling(number.value());
    }

    /** Letters and digits, or four digits and more that are no year. */
    private static boolean isTelling(String value) {
        boolean letters = value.chars().anyMatch(Character::isLetter);
        if (letters) {
            return value.length() >= TELLING_LETTERED;
        }
        boolean year = value.length() == TELLING_DIGITS && (value.startsWith("19") || value.startsWith("20"));
        return value.length() >= TELLING_DIGITS && !year;
    }

    /** No part of a decimal number, an amount, a share, a time, a date, an age or a telephone number. */
    private static boolean isNumber(Words words, IdNumber number) {
        String text = words.text();
        int start = words.start(number.first());
        int end = words.end(number.end() - 1);
        char before = Matches.at(text, start - 1);
        char behind = Matches.at(text, end);
        boolean joined = (behind == ':' || behind == '/') && Matches.isDigit(text, end + 1);
        boolean aged = behind == '-' && Letters.isLetter(Matches.at(text, end + 1));
        WrittenDate date = WrittenDate.at(text, start);
        boolean dated = date != null && date.hasYear() && date.date().isPresent() && date.end() >= end;
        return Matches.standsAlone(text, start, end)
                && "$\u20ac\u00a3/".indexOf(before) < 0
                && behind != '%'
                && behind != '@'
                && !joined
                && !aged
                && !dated
                && TelephoneNumber.at(words, number.first()) == null;
    }

    /** "MRN 22 15 mg": the number may end before each of the spaces within it. */
    private static Set<String> readings(Words words, IdNumber number) {
        Set<String> readings = new HashSet<>();
        readings.add(number.value());
        for (int word = number.first() + 1; word < number.end(); word++) {
            if ((words.gap(word) & (Words.SPACE | Words.LINE_END)) != 0) {
                readings.add(words.joined(number.first(), word).toUpperCase(Locale.ROOT));
            }
        }
        return readings;
    }
}
