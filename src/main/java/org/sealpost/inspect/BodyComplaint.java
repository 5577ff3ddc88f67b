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

    /** Parts of the body that are looked at behind a name. */
    private static final int MOST = 3;

    /** Words between a change of weight and its number. */
    private static final int BETWEEN = 3;

    private static final long SUBJECTS = Label.bits(Label.BODY, Label.WEIGHT);

    private static final HashTable CHANGES =
            HashTable.ofWords("lost losing lose gained gaining down up weighs weighed weight wt");

    private static final HashTable WHOSE = HashTable.ofWords("his her my their our su mi le your");

    private BodyComplaint() {}

    /** Whether a label of a part of the body has a complaint in its sentence. */
    static boolean isAt(SearchText text, int mark) {
        Marks labels = text.labels();
        if (labels.means(mark, Label.WEIGHT.bit())) {
            return isChange(text.words(), labels.first(mark));
        }
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
        int before = labels.lastBefore(from, SUBJECTS, distance);
        if (before >= 0 && isAt(text, before)) {
            return true;
        }
        int place = text.words().end(to - 1);
        int behind = labels.firstBehind(to, place, SUBJECTS, distance);
        for (int more = 0; behind >= 0 && more < MOST; more++) {
            if (isAt(text, behind)) {
                return true;
            }
            behind = labels.firstBehind(labels.end(behind), place, SUBJECTS, distance);
        }
        return false;
    }

    /** "lost 20 pounds", "down to 98 lb", "gained about 12 lbs" */
    private static boolean isChange(Words words, int unit) {
        int number = unit - 1;
        if (number < 1 || !words.isDigits(number) || words.length(number) > 3 || words.gapLength(unit) > 1) {
            return false;
        }
        for (int word = number - 1; word >= 0 && word >= number - BETWEEN; word--) {
            if (words.beginsSentence(word + 1)) {
                return false;
            }
            if (CHANGES.contains(words.hash(word))) {
                return true;
            }
        }
        return false;
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
