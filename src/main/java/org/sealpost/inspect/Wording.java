package org.sealpost.inspect;

import java.util.function.Consumer;

/**
 * How a passage of a text reads, all of its words taken together: the more above 0, the more like mail that tells of
 * health, or that identifies someone who is or may be a patient; the more below, the less. Dictionaries know the words
 * of medicine; people tell of their health without them ("she still can't keep anything down").
 *
 * @param health logarithm of the odds that it tells of health
 * @param patient logarithm of the odds that it identifies someone
 */
record Wording(double health, double patient) {

    /** Of a passage that is too short to say how it reads. */
    static final Wording UNKNOWN = new Wording(0, 0);

    /** Words of a passage: the model has learnt from mail that is no longer. */
    private static final int PASSAGE = 400;

    /** A last passage that is shorter is read with the one before it. */
    private static final int SHORTEST = 100;

    /**
     * From here on a passage counts as what it reads like: lower ones find more and are wrong more often, measured on mail
     * that nothing was learnt from (docs/performance.md).
     */
    private static final double OF_HEALTH = 0.5;

    private static final double OF_PATIENT = 0.5;

    /** Below it, a name that stands in a passage is hardly a patient's. */
    private static final double OF_OTHERS = -1;

    /** Takes how each passage of a text reads. */
    static void each(SearchText text, Consumer<Wording> reading) {
        Words words = text.words();
        int from = 0;
        while (from < words.count()) {
            int to = words.count() - from < PASSAGE + SHORTEST ? words.count() : from + PASSAGE;
            reading.accept(LearntWeights.shipped().weigh(words, from, to));
            from = to;
        }
    }

    boolean tellsOfHealth() {
        return health > OF_HEALTH;
    }

    /**
     * Whether it identifies someone, and speaks more of health than not: else who it is about is not for words alone to
     * say.
     */
    boolean tellsOfPatient() {
        return patient > OF_PATIENT && health > 0;
    }

    /** Whether people who are named in it are hardly patients. */
    boolean namesOthers() {
        return patient < OF_OTHERS;
    }
}
