package org.sealpost.inspect;

import org.sealpost.mail.PersonName;

/**
 * Names whose parts have a label or a column each: "First name:" and "Last name:" on lines of their own, a list with a
 * column of first names and one of family names. Such labels leave no doubt, so that the name need be on no list.
 */
final class NameFields {

    /** Words from a label to the one of the other part. */
    private static final int APART = 6;

    private static final int LONGEST_GAP = 4;
    private static final long NAME = WordHash.of("name");
    private static final HashTable FIRST = HashTable.ofWords("first given forename vorname nombre");
    private static final HashTable LAST = HashTable.ofWords("last family surname nachname apellido apellidos");

    private NameFields() {}

    /** Offers each name of a form, and of a table whose titles say so. */
    static void each(SearchText text, Found found) {
        Words words = text.words();
        Marks labels = text.labels();
        for (int mark = labels.next(0, Label.NAMED.bit());
                mark < labels.count();
                mark = labels.next(mark + 1, Label.NAMED.bit())) {
            int label = labels.first(mark);
            if (text.isOwn(label)
                    && isPart(words, label, labels.end(mark))
                    && !text.columns().isCell(label)) {
                labelled(text, label, labels.end(mark), found);
            }
        }
        text.columns().eachName((given, family) -> {
            if (text.isOwn(given) && isWritten(text, given) && isWritten(text, family)) {
                found.unlessBulk(PersonName.key(words.joined(given, given + 1), words.joined(family, family + 1)));
            }
        });
    }

    private static boolean isPart(Words words, int label, int end) {
        return isFirst(words, label, end) || isLast(words, label, end);
    }

    /** Whether a title or label says that a given name follows. */
    static boolean isFirst(Words words, int label, int end) {
        return isOne(words, label, end, FIRST);
    }

    /** Whether one says that a family name follows. */
    static boolean isLast(Words words, int label, int end) {
        return isOne(words, label, end, LAST);
    }

    private static boolean isOne(Words words, int label, int end, HashTable parts) {
        boolean two = end - label == 2 && words.hash(label + 1) == NAME;
        return parts.contains(words.hash(label)) && (two || (end - label == 1 && words.length(label) > SHORTEST));
    }

    /** Longer than "first", which is no label by itself. */
    private static final int SHORTEST = 5;

    private static void labelled(SearchText text, int label, int value, Found found) {
        Words words = text.words();
        if (!isValue(text, value)) {
            return;
        }
        boolean first = isFirst(words, label, value);
        for (int other = value + 1; other < words.count() && other <= value + APART; other++) {
            int mark = text.labels().at(other);
            int end = mark < 0 ? other : text.labels().end(mark);
            boolean pair =
                    mark >= 0 && (first ? isLast(words, other, end) : isFirst(words, other, end)) && isValue(text, end);
            if (pair) {
                int given = first ? value : end;
                int family = first ? end : value;
                found.unlessBulk(PersonName.key(words.joined(given, given + 1), words.joined(family, family + 1)));
                return;
            }
        }
    }

    /** Whether something that could be a name stands behind a label and its colon. */
    private static boolean isValue(SearchText text, int word) {
        Words words = text.words();
        return word < words.count()
                && (words.gap(word) & Words.COLON) != 0
                && words.gapLength(word) <= LONGEST_GAP
                && isWritten(text, word);
    }

    private static boolean isWritten(SearchText text, int word) {
        Words words = text.words();
        return words.isLetters(word) && words.length(word) > 1 && words.hash(word) != NAME;
    }
}
