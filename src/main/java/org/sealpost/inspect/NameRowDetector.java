package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.PersonName;

/**
 * Lists and tables of people without titles that are known, one on a line: "Boudreaux    2.4   same", "Henrietta Moss;10.2",
 * "Petrosyan Ara;12.04.1950;I25.10". Two lines or more that begin with a name and go on with something else are such a
 * list, when something of health stands in it or right above it.
 */
final class NameRowDetector implements Detector {

    private static final int FEWEST = 2;

    /** Characters above the list and below its first rows in which something of health is looked for. */
    private static final int NEAR = 160;

    private final KnownNames names;

    NameRowDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        if (text.terms().count() == 0) {
            return;
        }
        Words words = text.words();
        List<String> rows = new ArrayList<>();
        int first = -1;
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            boolean begins = word == 0 || (words.gap(word) & Words.LINE_END) != 0;
            if (!begins) {
                continue;
            }
            String name = InitialsRow.isAt(text, word) ? words.joined(word, word + 1) : row(text, word);
            if (!name.isEmpty()) {
                first = rows.isEmpty() ? word : first;
                rows.add(name);
            }
        }
        if (rows.size() >= FEWEST && HealthNearby.isAt(text, first, first + 1, NEAR)) {
            rows.forEach(found::unlessBulk);
        }
    }

    /** The name that a line begins with, if a cell follows it. */
    private String row(SearchText text, int word) {
        Words words = text.words();
        if (!words.isLetters(word) || !words.isCapitalised(word) || text.terms().covers(word)) {
            return "";
        }
        int second = word + 1;
        boolean family = isFamily(words, word) || UnlistedName.isAt(text, word);
        boolean given = isGiven(words, word);
        if (family && isCell(text, second)) {
            return words.joined(word, second);
        }
        int third = second + 1;
        boolean two = second < words.count()
                && words.isLetters(second)
                && words.isCapitalised(second)
                && (words.gap(second) & ~(Words.SPACE | Words.COMMA | Words.HYPHEN)) == 0
                && words.gapLength(second) <= 2
                && isCell(text, third);
        if (!two) {
            return "";
        }
        boolean known = (family && (isGiven(words, second) || words.length(second) == 1))
                || (given
                        && (isFamily(words, second)
                                || UnlistedName.isAt(text, second)
                                || !WordSet.EVERYDAY.contains(words, word)));
        return known ? PersonName.key(words.joined(word, second), words.joined(second, third)) : "";
    }

    /** Whether a cell with something else begins with the word: behind a mark that parts cells, or with a digit. */
    private static boolean isCell(SearchText text, int word) {
        Words words = text.words();
        if (word >= words.count()
                || (words.gap(word) & (Words.LINE_END | Words.FULL_STOP | Words.AT)) != 0
                || (text.labels().meaningAt(word) & Label.CREDENTIAL.bit()) != 0) {
            return false;
        }
        boolean wide = words.gapLength(word) >= 2 && (words.gap(word) & ~Words.SPACE) != Words.COMMA;
        boolean parted = (words.gap(word) & (Words.COLON | Words.END_OF_SENTENCE)) != 0;
        return wide || parted || words.hasDigit(word);
    }

    private boolean isGiven(Words words, int word) {
        return WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
    }

    private boolean isFamily(Words words, int word) {
        return (WordSet.FAMILY_NAMES.contains(words, word) || names.isFamily(words.hash(word)))
                && !WordSet.EVERYDAY.contains(words, word);
    }
}
