package org.sealpost.inspect;

/**
 * A complaint about a part of the body, as people put it who know no name for it: "it's red halfway up the shin", "fluid
 * behind his ears", "tummy pain", "her eye is swollen shut". The words are in {@code labels.txt}, in the sections "body"
 * and "complaint"; no dictionary could list what they make together.
 */
final class BodyComplaint {

    /** Characters between the part and the complaint. */
    private static final int NEAR = 32;

    /** The same where nobody is said to own the part. */
    private static final int BESIDE = 12;

    private static final HashTable WHOSE = HashTable.ofWords("his her my their our su mi le your");

    private BodyComplaint() {}

    /** Whether a label of a part of the body has a complaint in its sentence. */
    static boolean isAt(SearchText text, int mark) {
        Marks labels = text.labels();
        // A term says it better, and where it is one of everyday life ("a pain in the neck"), there is no complaint.
        if (!labels.means(mark, Label.BODY.bit()) || text.terms().covers(labels.first(mark))) {
            return false;
        }
        Words words = text.words();
        int first = labels.first(mark);
        int end = labels.end(mark);
        int distance = isOwned(words, first) ? NEAR : BESIDE;
        int before = labels.lastBefore(first, Label.COMPLAINT.bit(), distance);
        if (before >= 0 && isOneSentence(words, labels.end(before), first)) {
            return true;
        }
        int behind = labels.firstBehind(end, words.end(end - 1), Label.COMPLAINT.bit(), distance);
        return behind >= 0 && isOneSentence(words, end, labels.first(behind));
    }

    /** Whether one is told near some words. */
    static boolean isNear(SearchText text, int from, int to, int distance) {
        Marks labels = text.labels();
        int before = labels.lastBefore(from, Label.BODY.bit(), distance);
        if (before >= 0 && isAt(text, before)) {
            return true;
        }
        int behind = labels.firstBehind(to, text.words().end(to - 1), Label.BODY.bit(), distance);
        return behind >= 0 && isAt(text, behind);
    }

    private static boolean isOwned(Words words, int part) {
        for (int word = part - 1; word >= 0 && word >= part - 2; word--) {
            if (words.isPossessive(word) || WHOSE.contains(words.hash(word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneSentence(Words words, int from, int to) {
        for (int word = from; word <= to; word++) {
            if (words.beginsSentence(word)) {
                return false;
            }
        }
        return true;
    }
}
