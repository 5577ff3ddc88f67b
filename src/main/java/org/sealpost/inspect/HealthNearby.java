package org.sealpost.inspect;

/** Whether a text tells something of health near a name, so that it is told of the name's bearer. */
final class HealthNearby {

    /** Characters between a name and what is told of it. */
    static final int NEAR = 120;

    /** The same within a line. */
    static final int LINE = 60;

    private static final long MAYBE = Term.bits(Term.MAYBE_CONDITION, Term.MAYBE_DRUG);
    private static final long SUBJECT = WordHash.of("subject");

    private HealthNearby() {}

    /** Whether health content stands near a name that is no signature. */
    static boolean isToldOf(SearchText text, int first, int end) {
        Words words = text.words();
        boolean begins = first == 0 || (words.gap(first) & Words.LINE_END) != 0;
        boolean ends = end >= words.count() || (words.gap(end) & Words.LINE_END) != 0;
        if (AgeAndSex.isAt(words, end) && words.gapLength(end) <= 3) {
            return true;
        }
        return begins && ends
                ? end < words.count() && text.terms().firstBehind(end, words.end(end - 1), Term.CERTAIN, LINE / 2) >= 0
                : isAt(text, first, end, NEAR);
    }

    /** Whether the name is all that a subject says. */
    static boolean isAllOfSubject(SearchText text, int first, int end) {
        Words words = text.words();
        boolean ends = end >= words.count() || (words.gap(end) & Words.LINE_END) != 0;
        int word = first - 1;
        while (word > 0 && words.length(word) <= 3 && (words.gap(word + 1) & Words.COLON) != 0) {
            // Re: Fwd:
            word--;
        }
        return ends && word >= 0 && words.hash(word) == SUBJECT && (words.gap(word + 1) & Words.COLON) != 0;
    }

    /** Whether something of health stands near some words. */
    static boolean isAt(SearchText text, int from, int to, int distance) {
        if (text.terms().isNear(from, to, Term.CERTAIN, distance)) {
            return true;
        }
        Marks terms = text.terms();
        int before = terms.lastBefore(from, MAYBE, distance);
        int behind = terms.firstBehind(to, text.words().end(to - 1), MAYBE, distance);
        return (before >= 0 && ConditionDetector.isMeant(text, before))
                || isMeantBehind(text, behind, to, distance)
                || BodyComplaint.isNear(text, from, to, distance)
                || text.labels().isNear(from, to, Label.ICD.bit(), distance)
                || isMeasuredNear(text, from, to, distance);
    }

    /** Whether one of the next words with a meaning of everyday life has the one of health. */
    private static boolean isMeantBehind(SearchText text, int first, int to, int distance) {
        int place = text.words().end(to - 1);
        int behind = first;
        for (int more = 0; behind >= 0 && more < MOST; more++) {
            if (ConditionDetector.isMeant(text, behind)) {
                return true;
            }
            behind = text.terms().firstBehind(text.terms().end(behind), place, MAYBE, distance);
        }
        return false;
    }

    private static final int MOST = 3;

    /** Whether something of health begins at the word or close behind it in the same sentence. */
    static boolean isBehind(SearchText text, int from, int distance) {
        Words words = text.words();
        Marks terms = text.terms();
        int place = words.end(Math.max(0, from - 1));
        for (int word = from; word < words.count() && words.start(word) - place <= distance; word++) {
            if (word > from && words.beginsSentence(word)) {
                return false;
            }
            int mark = terms.at(word);
            if (mark >= 0
                    && (terms.means(mark, Term.CERTAIN)
                            || (terms.means(mark, MAYBE) && ConditionDetector.isMeant(text, mark)))) {
                return true;
            }
            int label = text.labels().at(word);
            if (label >= 0 && BodyComplaint.isAt(text, label)) {
                return true;
            }
        }
        return false;
    }

    /** "Potassium of 6.8 on": a test whose name has other meanings, with what only blood has. */
    private static boolean isMeasuredNear(SearchText text, int from, int to, int distance) {
        Marks terms = text.terms();
        int before = terms.lastBefore(from, Term.MAYBE_TEST.bit(), distance);
        int behind = terms.firstBehind(to, text.words().end(to - 1), Term.MAYBE_TEST.bit(), distance);
        return (before >= 0 && LabResultDetector.isBloodLevel(text, before))
                || (behind >= 0 && LabResultDetector.isBloodLevel(text, behind));
    }
}
