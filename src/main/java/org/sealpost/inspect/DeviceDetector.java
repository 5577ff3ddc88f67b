package org.sealpost.inspect;

import java.util.stream.Stream;

/**
 * Serial numbers of devices behind such a word, and unique device identifiers (21 CFR 801.20) in the form of GS1, whose
 * check digit is enough. Catalogues are full of them: they count only unless the message is about trade. A serial
 * number counts where the message is about a patient, or names one device that people have in or on them; that of an
 * office's machine never does.
 */
final class DeviceDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int FEWEST_DIGITS = 3;
    private static final int MOST = 20;
    private static final int GTIN = 14;

    /** Characters from the word for a device to the label of its number. */
    private static final int WITHIN = 60;

    /** One of them is someone's; several are a supplier's. */
    private static final HashTable WORN = HashTable.ofWords("pacemaker cpap bipap neurostimulator");

    private static final HashTable WORN_OF_TWO_WORDS = new HashTable(16);

    static {
        Stream.of("insulin pump", "baclofen pump", "pain pump", "hearing aid", "glucose monitor", "cochlear implant")
                .map(WordHash::of)
                .forEach(WORN_OF_TWO_WORDS::add);
    }

    /** Behind such a word: what goes with the device, or whoever sells it. */
    private static final HashTable AROUND =
            HashTable.ofWords("programmer clinic trainer demo brochure supplies supplier vendor rep representative");

    private static final HashTable MACHINES =
            HashTable.ofWords("copier photocopier printer scanner laptop router modem projector shredder");

    /** Who has a device. */
    private enum Bearer {
        PERSON,
        OFFICE,
        UNKNOWN
    }

    @Override
    public PhiKind kind() {
        return PhiKind.DEVICE;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.DEVICE.bit(), MOST, 1, (mark, number) -> {
            boolean counts = number.value().length() >= FEWEST
                    && number.digits() >= FEWEST_DIGITS
                    && (mark < 0 || !text.labels().means(mark, Label.NOT.bit()));
            if (counts) {
                switch (mark < 0 ? Bearer.UNKNOWN : bearer(text, mark)) {
                    case PERSON -> found.unlessBulk(number.value());
                    case OFFICE -> {}
                    case UNKNOWN -> found.ifOfPatient(number.value());
                }
            }
            return counts;
        });
        Words words = text.words();
        int first = Math.max(1, text.firstOwn());
        for (int word = words.withDigit(first); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.length(word) == GTIN && words.isDigits(word) && isBehindItsMark(words, word)) {
                String digits = words.word(word);
                if (hasCheckDigit(digits)) {
                    found.unlessBulk(digits);
                }
            }
        }
    }

    /** Whose the device is, by what it is called in the sentence before the number's label, or by the label itself. */
    private static Bearer bearer(SearchText text, int mark) {
        Words words = text.words();
        int last = text.labels().end(mark) - 1;
        Bearer bearer = Bearer.UNKNOWN;
        for (int word = last; word >= 0 && words.start(last) - words.start(word) <= WITHIN; word--) {
            if (isWorn(words, word)) {
                return Bearer.PERSON;
            }
            if (MACHINES.contains(words.hash(word))) {
                bearer = Bearer.OFFICE;
            }
            if (words.beginsSentence(word)) {
                return bearer;
            }
        }
        return bearer;
    }

    private static boolean isWorn(Words words, int word) {
        boolean device = WORN.contains(words.hash(word)) || (word > 0 && isOfTwoWords(words, word));
        return device && (word + 1 == words.count() || !AROUND.contains(words.hash(word + 1)));
    }

    private static boolean isOfTwoWords(Words words, int last) {
        int length = words.length(last);
        return length <= WordHash.LONGEST
                && WORN_OF_TWO_WORDS.contains(
                        WordHash.and(WordHash.and(words.hash(last - 1), ' '), words.hash(last), length));
    }

    private static boolean isBehindItsMark(Words words, int word) {
        return words.text().startsWith("(01)", words.start(word) - 4);
    }

    /** GS1: the digits weigh 3 and 1 in turn, and all add up to a multiple of ten. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < GTIN; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }
}
