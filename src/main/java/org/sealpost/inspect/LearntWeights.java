package org.sealpost.inspect;

import java.util.List;

/**
 * What {@link PassageFeatures features} of a passage weigh for whether it tells of health and whether it identifies
 * someone who is or may be a patient, learnt from labelled mail ({@code ./sealpost bench phi --learn}). A linear model,
 * so that each weight can be read and disputed: a line of {@code wording-weights.txt} has a feature and its two weights
 * in hundredths. Immutable.
 */
final class LearntWeights {

    /** The line of what holds for every passage, whatever it is made of. */
    static final String CONSTANT = "CONSTANT";

    private static final double HUNDREDTHS = 100;

    /** Features of a passage that says something: a few are anyone's. */
    private static final int FEWEST = 10;

    private final HashTable features;
    private final float[] health;
    private final float[] patient;
    private double healthOfAll;
    private double patientOfAll;

    private LearntWeights(List<String> lines) {
        features = new HashTable(lines.size());
        lines.forEach(line -> features.add(PassageFeatures.ofName(name(line))));
        health = new float[features.slots()];
        patient = new float[features.slots()];
        lines.forEach(this::weigh);
    }

    /** Those that come with the program. */
    static LearntWeights shipped() {
        return Loaded.WEIGHTS;
    }

    private static final class Loaded {
        private static final LearntWeights WEIGHTS = new LearntWeights(Lexicon.lines("wording-weights.txt"));
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf('\t'));
    }

    private void weigh(String line) {
        String[] fields = line.split("\t", -1);
        double ofHealth = Integer.parseInt(fields[1]) / HUNDREDTHS;
        double ofPatient = Integer.parseInt(fields[2]) / HUNDREDTHS;
        if (fields[0].equals(CONSTANT)) {
            healthOfAll = ofHealth;
            patientOfAll = ofPatient;
        } else {
            int slot = features.slot(PassageFeatures.ofName(fields[0]));
            health[slot] = (float) ofHealth;
            patient[slot] = (float) ofPatient;
        }
    }

    /** Weighs the words from one to before another; each feature counts once, however often it stands there. */
    Wording weigh(Words words, int from, int to) {
        Sum sum = new Sum();
        PassageFeatures.each(words, from, to, sum);
        if (sum.count < FEWEST) {
            return Wording.UNKNOWN;
        }
        double share = Math.sqrt(sum.count);
        return new Wording(sum.ofHealth / share + healthOfAll, sum.ofPatient / share + patientOfAll);
    }

    private final class Sum implements PassageFeatures.Sink {
        private final long[] seen = new long[(features.slots() >>> 6) + 1];
        private int count;
        private double ofHealth;
        private double ofPatient;

        @Override
        public void word(long token, int word) {
            add(token);
        }

        @Override
        public void pair(long before, long token) {
            add(PassageFeatures.pair(before, token));
        }

        @Override
        public void beginning(long beginning, int word) {
            add(beginning);
        }

        private void add(long feature) {
            int slot = features.slot(feature);
            if (slot >= 0 && (seen[slot >>> 6] >>> slot & 1) == 0) {
                seen[slot >>> 6] |= 1L << slot;
                count++;
                ofHealth += health[slot];
                ofPatient += patient[slot];
            }
        }
    }
}
