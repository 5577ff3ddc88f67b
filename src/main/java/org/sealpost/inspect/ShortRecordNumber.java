package org.sealpost.inspect;

import java.util.Locale;

/**
 * Record numbers that are too short, or have too few digits, to be told from any other number by what they look like: "MRN
 * QZ-TRA", "chart no. 5", "MR 2026/7", the column "Chart no." of a table. They stand right behind words that can mean
 * nothing else. Of these "medical record" and "MR" need no word for "number", however long it is; behind "medical records"
 * and "health record" a longer one counts in mail about a patient, for departments and years are called so too.
 */
final class ShortRecordNumber {

    private static final int MOST_DIGITS = 4;
    private static final int MOST_LETTERS = 10;
    private static final HashTable CLEAR = HashTable.ofWords(
            "mrn mrns mrno mpi empi emr ehr medrec medical med chart patient pat pt paciente expediente historia");
    private static final HashTable RECORD = HashTable.ofWords("record records");
    private static final HashTable OF_RECORD = HashTable.ofWords("medical med health patient");
    private static final HashTable NO_NUMBER = HashTable.ofWords("na tbd unk none unknown pending new");
    /** What a number counts that is nobody's: "medical record 5 years". */
    private static final HashTable COUNTED = HashTable.ofWords(
            "years year days day months month weeks week hours minutes pages page copies patients mm cm t tesla am pm of");

    private static final long MR = WordHash.of("mr");
    private static final long RECORD_OF_ONE = WordHash.of("record");
    private static final long HEALTH = WordHash.of("health");

    private ShortRecordNumber() {}

    static void each(SearchText text, Found found) {
        Marks labels = text.labels();
        Words words = text.words();
        for (int mark = labels.next(0, Label.MRN.bit());
                mark < labels.count();
                mark = labels.next(mark + 1, Label.MRN.bit())) {
            int first = labels.first(mark);
            if (text.isOwn(first) && !text.columns().isCell(first) && isClear(text, mark)) {
                take(words, text, behindFillers(text, labels.end(mark)), found);
            }
        }
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (word > 0 && isBehindRecord(words, word)) {
                IdNumber number = MedicalRecordNumberDetector.longAt(words, word);
                if (number == null) {
                    take(words, text, word, found);
                } else if (isNumber(words, word, number.end()) && !isYears(words, word)) {
                    offerLong(words, word, number, found);
                }
            }
        }
        text.columns().each(Label.MRN.bit(), word -> {
            boolean number = words.hasDigit(word) && words.length(word) <= MOST_DIGITS;
            if (text.isOwn(word)
                    && MedicalRecordNumberDetector.longAt(words, word) == null
                    && (number || isLetters(text, word, words.isCapitals(word)))) {
                offer(words, word, end(words, word), found);
            }
        });
    }

    private static boolean isClear(SearchText text, int mark) {
        for (int word = text.labels().first(mark); word < text.labels().end(mark); word++) {
            if (CLEAR.contains(text.words().hash(word))) {
                return true;
            }
        }
        return false;
    }

    /** "MR 5", "medical record 5" */
    private static boolean isBehindRecord(Words words, int word) {
        int before = word - 1;
        boolean near = (words.gap(word) & ~(Words.SPACE | Words.COLON)) == 0 && words.gapLength(word) <= 2;
        return near
                && ((words.hash(before) == MR && words.isCapitals(before))
                        || (before > 0
                                && RECORD.contains(words.hash(before))
                                && words.gap(before) == Words.SPACE
                                && OF_RECORD.contains(words.hash(before - 1))));
    }

    private static void offerLong(Words words, int word, IdNumber number, Found found) {
        int before = word - 1;
        boolean clear =
                words.hash(before) == MR || (words.hash(before) == RECORD_OF_ONE && words.hash(before - 1) != HEALTH);
        if (clear) {
            found.unlessBulk(number.value());
        } else {
            found.ifOfPatient(number.value());
        }
    }

    /** "medical records 2019-2024" */
    private static boolean isYears(Words words, int word) {
        return isYear(words, word)
                && isYear(words, word + 1)
                && words.gap(word + 1) == Words.HYPHEN
                && words.gapLength(word + 1) == 1;
    }

    private static boolean isYear(Words words, int word) {
        return word < words.count()
                && words.isDigits(word)
                && words.length(word) == 4
                && (words.text().startsWith("19", words.start(word))
                        || words.text().startsWith("20", words.start(word)));
    }

    private static int behindFillers(SearchText text, int from) {
        Marks labels = text.labels();
        int word = from;
        while (word < text.words().count()
                && (labels.meaningAt(word) & Label.FILLER.bit()) != 0
                && !text.words().isCapitals(word)) {
            word = labels.end(labels.at(word));
        }
        return word;
    }

    private static void take(Words words, SearchText text, int word, Found found) {
        boolean near = word < words.count()
                && (words.gap(word) & ~(Words.SPACE | Words.COLON | Words.FULL_STOP | Words.BRACKET)) == 0
                && words.gapLength(word) <= 3
                && !words.beginsSentence(word);
        if (!near || MedicalRecordNumberDetector.longAt(words, word) != null) {
            return;
        }
        int end = end(words, word);
        boolean counts = words.hasDigit(word)
                ? words.length(word) <= MOST_DIGITS + 1 && isNumber(words, word, end)
                : words.isCapitals(word) && words.length(word) > 1 && isLetters(text, word, true);
        if (counts) {
            offer(words, word, end, found);
        }
    }

    private static boolean isNumber(Words words, int word, int end) {
        String all = words.text();
        char behind = Matches.at(all, words.end(end - 1));
        boolean date = WrittenDate.at(all, words.start(word)) instanceof WrittenDate written
                && written.hasYear()
                && written.date().isPresent();
        return !date
                && behind != '%'
                && behind != '/'
                && !((behind == '.' || behind == ':') && Matches.isDigit(all, words.end(end - 1) + 1))
                && (end >= words.count() || words.gap(end) != Words.SPACE || !COUNTED.contains(words.hash(end)))
                && TelephoneNumber.at(words, word) == null;
    }

    private static boolean isLetters(SearchText text, int word, boolean capitals) {
        Words words = text.words();
        return capitals
                && words.isLetters(word)
                && words.length(word) <= MOST_LETTERS
                && !NO_NUMBER.contains(words.hash(word))
                && !WordSet.VOCABULARY.contains(words, word)
                && !WordSet.HEADINGS.contains(words, word)
                && !text.labels().covers(word)
                && !text.terms().covers(word);
    }

    /** Behind what a slash or a hyphen joins: "2026/7", "QZ-TRA". */
    private static int end(Words words, int word) {
        int end = word + 1;
        while (end < words.count()
                && end - word < 3
                && words.gapLength(end) == 1
                && (words.gap(end) & (Words.SLASH | Words.HYPHEN)) != 0
                && (words.hasDigit(end) || words.isCapitals(end))) {
            end++;
        }
        return end;
    }

    private static void offer(Words words, int first, int end, Found found) {
        found.unlessBulk(words.joined(first, end).toUpperCase(Locale.ROOT));
    }
}
