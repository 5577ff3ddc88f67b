package phi;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A linear model of a question with two answers, from samples that are sets of features. Before it is fitted each
 * feature is scaled by how differently often the answers have it (as in Wang and Manning, "Baselines and Bigrams", ACL
 * 2012), so that of many rare ones those count that tell something. Both answers weigh alike, however many samples each
 * has. The same samples give the same model.
 */
final class LogisticRegression {

    /** How much a sample counts against the wish for small weights. */
    private static final double COST = 30;

    private static final int STEPS = 150;
    private static final int MEMORY = 10;
    private static final int HALVINGS = 20;
    private static final double GOOD_ENOUGH = 1e-5;
    private static final double SUFFICIENT = 1e-4;

    private final int[][] samples;
    private final boolean[] answers;
    private final int features;
    private final double[] scale;
    private final double[] costs = new double[2];

    private record Point(double[] at, double loss, double[] slope) {}

    private record Step(double[] moved, double[] turned) {

        double product() {
            return dot(moved, turned);
        }
    }

    private LogisticRegression(List<int[]> samples, boolean[] answers, int features) {
        this.samples = samples.toArray(int[][]::new);
        this.answers = answers;
        this.features = features;
        int yes = 0;
        for (boolean answer : answers) {
            yes += answer ? 1 : 0;
        }
        costs[1] = COST * answers.length / (2.0 * yes);
        costs[0] = COST * answers.length / (2.0 * (answers.length - yes));
        scale = scale();
    }

    /**
     * The weights.
     *
     * @param samples the features of each, ascending
     * @param features how many there are in all
     * @return one for each feature, for a sum that is divided by the root of the sample's number of features, and the
     * constant behind them
     */
    static double[] fit(List<int[]> samples, boolean[] answers, int features) {
        LogisticRegression model = new LogisticRegression(samples, answers, features);
        double[] weights = model.minimum();
        for (int feature = 0; feature < features; feature++) {
            weights[feature] *= model.scale[feature];
        }
        return weights;
    }

    /** What a model of {@link #fit} says of a sample: above 0 is yes. */
    static double score(double[] weights, int[] sample) {
        double sum = 0;
        for (int feature : sample) {
            sum += weights[feature];
        }
        return sum / Math.sqrt(Math.max(1, sample.length)) + weights[weights.length - 1];
    }

    private double[] scale() {
        double[] yes = new double[features];
        double[] no = new double[features];
        Arrays.fill(yes, 1);
        Arrays.fill(no, 1);
        for (int sample = 0; sample < samples.length; sample++) {
            for (int feature : samples[sample]) {
                (answers[sample] ? yes : no)[feature]++;
            }
        }
        double allYes = Arrays.stream(yes).sum();
        double allNo = Arrays.stream(no).sum();
        double[] ratios = new double[features];
        Arrays.setAll(
                ratios, feature -> Math.abs(StrictMath.log(yes[feature] / allYes / (no[feature] / allNo))));
        return ratios;
    }

    private Point point(double[] at) {
        double[] slope = Arrays.copyOf(at, features + 1);
        slope[features] = 0;
        double loss = dot(slope, slope) / 2;
        for (int sample = 0; sample < samples.length; sample++) {
            double share = 1 / Math.sqrt(Math.max(1, samples[sample].length));
            double sum = 0;
            for (int feature : samples[sample]) {
                sum += at[feature] * scale[feature];
            }
            double margin = (sum * share + at[features]) * (answers[sample] ? 1 : -1);
            double cost = costs[answers[sample] ? 1 : 0];
            loss += cost * (StrictMath.log1p(StrictMath.exp(-Math.abs(margin))) + Math.max(0, -margin));
            double push = -cost / (1 + StrictMath.exp(margin)) * (answers[sample] ? 1 : -1);
            for (int feature : samples[sample]) {
                slope[feature] += push * share * scale[feature];
            }
            slope[features] += push;
        }
        return new Point(at, loss, slope);
    }

    /** By L-BFGS (Nocedal and Wright, "Numerical Optimization", 7.2). */
    private double[] minimum() {
        Deque<Step> steps = new ArrayDeque<>();
        Point here = point(new double[features + 1]);
        for (int step = 0; step < STEPS; step++) {
            Point next = next(here, direction(here, steps));
            Step taken = new Step(minus(next.at, here.at), minus(next.slope, here.slope));
            boolean flat = (here.loss - next.loss) / here.loss < GOOD_ENOUGH;
            here = next;
            if (flat) {
                break;
            }
            if (taken.product() > 0) {
                steps.addLast(taken);
            }
            if (steps.size() > MEMORY) {
                steps.removeFirst();
            }
        }
        return here.at;
    }

    private static double[] direction(Point here, Deque<Step> steps) {
        double[] direction = here.slope.clone();
        double[] shares = new double[steps.size()];
        int at = steps.size();
        for (Iterator<Step> back = steps.descendingIterator(); back.hasNext(); ) {
            Step step = back.next();
            shares[--at] = dot(step.moved, direction) / step.product();
            add(direction, -shares[at], step.turned);
        }
        double length = steps.isEmpty()
                ? 1 / Math.sqrt(dot(direction, direction))
                : steps.getLast().product() / dot(steps.getLast().turned, steps.getLast().turned);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= length;
        }
        for (Step step : steps) {
            add(direction, shares[at++] - dot(step.turned, direction) / step.product(), step.moved);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    private Point next(Point here, double[] direction) {
        double descent = dot(here.slope, direction);
        double length = 1;
        Point next = here;
        for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
            double[] there = here.at.clone();
            add(there, length, direction);
            next = point(there);
            if (next.loss <= here.loss + SUFFICIENT * length * descent) {
                break;
            }
        }
        return next;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double[] to, double share, double[] other) {
        for (int i = 0; i < to.length; i++) {
            to[i] += share * other[i];
        }
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, -1, other);
        return difference;
    }
}
