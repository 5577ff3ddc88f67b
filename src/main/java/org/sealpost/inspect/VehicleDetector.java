package org.sealpost.inspect;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Vehicle identification numbers with their check digit (49 CFR 565.15), others (ISO 3779) and plates behind such a
 * word.
 */
final class VehicleDetector implements Detector {

    private static final int VIN = 17;
    private static final int CHECK = 8;
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    /** The values of A to Z; 0 where a letter is not used. */
    private static final String VALUES = "12345678012345070923456789";

    private static final int NEAR = 32;
    private static final long VEHICLES = Label.bits(Label.PLATE, Label.CAR);
    private static final int MOST_OF_PLATE = 8;
    private static final int FEWEST_OF_PLATE = 5;

    /** How states write themselves on and before plates. */
    private static final HashTable STATES =
            HashTable.ofWords("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA"
                    + " MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY");

    private static final long PLATE = WordHash.of("plate");

    @Override
    public PhiKind kind() {
        return PhiKind.VEHICLE;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.length(word) == VIN && words.hasDigit(word) && !words.isDigits(word)) {
                String value = words.word(word).toUpperCase(Locale.ROOT);
                if (hasLettersOfVin(value) && (isChecked(value) || text.isLabelled(word, Label.VIN))) {
                    found.value(value);
                }
            }
        }
        Set<String> plates = new LinkedHashSet<>();
        plates(text, plates);
        LabelledNumbers.each(text, Label.PLATE.bit(), MOST_OF_PLATE, 0, (mark, number) -> {
            add(number, plates);
            return false;
        });
        behindStates(text, plates);
        ofCars(text, plates);
        plates.forEach(found::unlessBulk);
    }

    private static void add(@Nullable IdNumber number, Set<String> plates) {
        if (number != null
                && number.value().length() >= FEWEST_OF_PLATE
                && number.digits() >= 2
                && number.digits() < number.value().length()) {
            plates.add(number.value());
        }
    }

    /** "License plate: IL AB 12345" */
    private static void behindStates(SearchText text, Set<String> plates) {
        Words words = text.words();
        Marks labels = text.labels();
        for (int mark = labels.next(0, Label.PLATE.bit());
                mark < labels.count();
                mark = labels.next(mark + 1, Label.PLATE.bit())) {
            int state = labels.end(mark);
            if (text.isOwn(labels.first(mark))
                    && state + 1 < words.count()
                    && words.isCapitals(state)
                    && STATES.contains(words.hash(state))
                    && !words.beginsSentence(state)
                    && words.gapLength(state + 1) == 1
                    && (words.hasDigit(state + 1) || IdNumber.isPrefixed(words, state + 1))) {
                add(IdNumber.at(words, state + 1, MOST_OF_PLATE), plates);
            }
        }
    }

    /** "Her car, a red Honda, plate 7ABC123": without a car near, a plate may be a surgeon's or a dentist's. */
    private static void ofCars(SearchText text, Set<String> plates) {
        Words words = text.words();
        for (int word = words.withDigit(Math.max(1, text.firstOwn()));
                word < text.endOwn();
                word = words.withDigit(word + 1)) {
            if (words.hash(word - 1) == PLATE
                    && words.gap(word) == Words.SPACE
                    && text.labels().isNear(word - 1, word + 1, Label.CAR.bit(), NEAR)) {
                add(IdNumber.at(words, word, MOST_OF_PLATE), plates);
            }
        }
    }

    /** Letters and digits as plates have them, "PNQ 170" or "KLY-9048", near a word for a vehicle or its plate. */
    private static void plates(SearchText text, Set<String> plates) {
        Words words = text.words();
        int end = Math.min(text.endOwn(), words.count() - 1);
        for (int word = words.beforeDigit(text.firstOwn()); word < end; word = words.beforeDigit(word + 1)) {
            int next = word + 1;
            boolean lettersFirst = words.isCapitals(word) && words.isDigits(next);
            boolean digitsFirst = words.isDigits(word) && words.isCapitals(next);
            boolean form = (lettersFirst || digitsFirst)
                    && words.gapLength(next) == 1
                    && (words.gap(next) & ~(Words.SPACE | Words.HYPHEN)) == 0
                    && words.length(lettersFirst ? word : next) >= 2
                    && words.length(lettersFirst ? word : next) <= 3
                    && words.length(lettersFirst ? next : word) >= 3
                    && words.length(lettersFirst ? next : word) <= 4
                    && Matches.standsAlone(words.text(), words.start(word), words.end(next));
            if (form
                    && text.labels().isNear(word, next + 1, VEHICLES, NEAR)
                    && text.labels().at(word) < 0) {
                plates.add(words.joined(word, next + 1).toUpperCase(Locale.ROOT));
            }
        }
    }

    /** Digits, and letters but I, O and Q. */
    private static boolean hasLettersOfVin(String value) {
        for (int i = 0; i < VIN; i++) {
            if (worth(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChecked(String value) {
        int sum = 0;
        for (int i = 0; i < VIN; i++) {
            sum += worth(value.charAt(i)) * WEIGHTS[i];
        }
        int rest = sum % 11;
        return value.charAt(CHECK) == (rest == 10 ? 'X' : (char) ('0' + rest));
    }

    /** What a character counts; a negative number where none of these is used. */
    private static int worth(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int worth = c >= 'A' && c <= 'Z' ? VALUES.charAt(c - 'A') - '0' : 0;
        return worth == 0 ? -1 : worth;
    }
}
