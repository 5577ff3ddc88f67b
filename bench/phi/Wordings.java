package phi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sealpost.inspect.PassageFeatures;

/**
 * The two models of how mail reads, learnt from labelled mail: whether it tells of health, and whether it identifies
 * someone who is or may be a patient.
 */
final class Wordings {

    /** A feature of fewer messages is one message's own. */
    private static final int FEWEST = 2;

    private static final double HUNDREDTHS = 100;

    /** Lighter ones in both models are left out: they are most of all and change hardly anything. */
    private static final double LIGHT = 0.4;

    private final Map<String, Integer> features;
    private final double[] health;
    private final double[] patient;

    private Wordings(Map<String, Integer> features, double[] health, double[] patient) {
        this.features = features;
        this.health = health;
        this.patient = patient;
    }

    /** Learns from messages; those in markup are left out, since their features are not those of what is shown. */
    static Wordings learn(List<Mail> mails) {
        List<Mail> plain = mails.stream().filter(mail -> !mail.isMarkedUp()).toList();
        List<Set<String>> texts =
                plain.stream().map(mail -> PassageFeatures.names(mail.text())).toList();
        Wordings all = fit(plain, texts, common(texts));
        return fit(plain, texts, all.heavy());
    }

    private static Wordings fit(List<Mail> mails, List<Set<String>> texts, Map<String, Integer> features) {
        List<int[]> samples = texts.stream().map(text -> numbers(text, features)).toList();
        return new Wordings(
                features,
                LogisticRegression.fit(samples, answers(mails, Mail.Verdict::health), features.size()),
                LogisticRegression.fit(samples, answers(mails, Mail.Verdict::patient), features.size()));
    }

    /** The features that weigh something in one of the models, numbered anew. */
    private Map<String, Integer> heavy() {
        Map<String, Integer> heavy = new HashMap<>();
        new TreeMap<>(features).forEach((name, feature) -> {
            if (Math.max(Math.abs(health[feature]), Math.abs(patient[feature])) >= LIGHT) {
                heavy.put(name, heavy.size());
            }
        });
        return heavy;
    }

    private static Map<String, Integer> common(List<Set<String>> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> text.forEach(feature -> counts.merge(feature, 1, Integer::sum)));
        Map<String, Integer> common = new HashMap<>();
        counts.forEach((feature, count) -> {
            if (count >= FEWEST) {
                common.put(feature, common.size());
            }
        });
        return common;
    }

    private static int[] numbers(Set<String> text, Map<String, Integer> features) {
        return text.stream()
                .filter(features::containsKey)
                .mapToInt(features::get)
                .sorted()
                .toArray();
    }

    private static boolean[] answers(List<Mail> mails, Predicate<Mail.Verdict> question) {
        boolean[] answers = new boolean[mails.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = question.test(mails.get(i).verdict());
        }
        return answers;
    }

    /** The odds that a message tells of health and identifies someone, as logarithms. */
    double[] odds(Mail mail) {
        int[] numbers = numbers(PassageFeatures.names(mail.text()), features);
        return new double[] {LogisticRegression.score(health, numbers), LogisticRegression.score(patient, numbers)};
    }

    /** The lines of {@code wording-weights.txt}: a feature and its weights in hundredths. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("CONSTANT\t" + hundredths(health[features.size()]) + "\t" + hundredths(patient[features.size()]));
        new TreeMap<>(features)
                .forEach((name, feature) ->
                        lines.add(name + "\t" + hundredths(health[feature]) + "\t" + hundredths(patient[feature])));
        return lines;
    }

    private static long hundredths(double weight) {
        return Math.round(weight * HUNDREDTHS);
    }
}
