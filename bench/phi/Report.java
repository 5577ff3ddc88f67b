package phi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a half's figures, as a table and for JSON. */
final class Report {

    static final double RECALL = 0.99;
    static final double PRECISION = 0.97;

    private static final String ROW = "  %-24s %-8s %9s %9s %9s %10s %9s%n";
    private static final int WORST = 25;
    private static final int FILES = 2;

    private final String split;
    private final int messages;
    private final Score score;

    Report(String split, int messages, Score score) {
        this.split = split;
        this.messages = messages;
        this.score = score;
    }

    boolean reachesGoals() {
        Tally both = score.messages().get("both");
        return both != null && both.recall() >= RECALL && both.precision() >= PRECISION;
    }

    /** @param listed whether to say which templates went wrong */
    String table(boolean listed) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%n%s: %d messages, %d templates%n%n", split, messages, score.templates().size()));
        text.append(row("whole messages", "by", "labelled", "found", "right", "precision", "recall"));
        for (String name : List.of("identifier", "health", "both")) {
            text.append(line(name, "message", score.messages().getOrDefault(name, new Tally())));
        }
        text.append('\n').append(row("kinds", "by", "labelled", "found", "right", "precision", "recall"));
        score.kinds().forEach((kind, tally) -> {
            if (!tally.isEmpty()) {
                text.append(line(kind, by(kind), tally));
            }
        });
        text.append('\n').append(row("both, by what tells who", "by", "labelled", "found", "right", "", "recall"));
        score.bothByMeans().forEach((means, tally) -> text.append(row(means, "message", Integer.toString(tally.labelled()),
                Integer.toString(tally.found()), Integer.toString(tally.right()), "", share(tally.recall()))));
        text.append('\n').append(row("both, by sort", "by", "labelled", "found", "right", "precision", "recall"));
        score.bothBySort().forEach((sort, tally) -> text.append(line(sort, "message", tally)));
        if (listed) {
            text.append(faults());
        } else {
            text.append("\n  Which templates went wrong is not said of the half that nobody tunes on (--list says it).\n");
        }
        Tally both = score.messages().getOrDefault("both", new Tally());
        text.append(String.format(Locale.ROOT,
                "%n  identifier with health content: recall %s (goal %.2f), precision %s (goal %.2f): %s%n",
                share(both.recall()), RECALL, share(both.precision()), PRECISION,
                reachesGoals() ? "reached" : "GOAL NOT REACHED"));
        return text.toString();
    }

    private String faults() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%n  worst templates (both: missed and false; then kinds with a miss - or a false alarm +, in messages)%n"));
        List<Map.Entry<String, Score.Faults>> worst = new ArrayList<>(score.templates().entrySet());
        worst.removeIf(entry -> entry.getValue().both() + entry.getValue().kinds() == 0);
        worst.sort(Comparator.comparingInt((Map.Entry<String, Score.Faults> entry) -> -entry.getValue().both())
                .thenComparingInt(entry -> -entry.getValue().kinds()));
        for (Map.Entry<String, Score.Faults> entry : worst.subList(0, Math.min(WORST, worst.size()))) {
            Score.Faults faults = entry.getValue();
            text.append(String.format(Locale.ROOT, "  %-34s both -%d +%d of %d %s%n", entry.getKey(),
                    faults.bothMissed().size(), faults.bothFalse().size(), faults.messages(),
                    files(faults.bothMissed().isEmpty() ? faults.bothFalse() : faults.bothMissed())));
            StringBuilder kinds = new StringBuilder();
            faults.missed().forEach((kind, files) -> kinds.append("  -").append(kind).append(' ').append(files.size()));
            faults.falseAlarms().forEach((kind, files) -> kinds.append("  +").append(kind).append(' ').append(files.size())
                    .append(' ').append(files(files.subList(0, 1))));
            if (!kinds.isEmpty()) {
                text.append("     ").append(kinds).append('\n');
            }
        }
        return text.toString();
    }

    private static String files(List<String> files) {
        return String.join(" ", files.subList(0, Math.min(FILES, files.size())));
    }

    /** The same for JSON, with all files of the faults that are listed. */
    Map<String, Object> json(boolean listed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("split", split);
        json.put("messages", messages);
        json.put("reachesGoals", reachesGoals());
        json.put("wholeMessages", tallies(score.messages(), false));
        json.put("kinds", tallies(score.kinds(), true));
        json.put("bothByMeans", tallies(score.bothByMeans(), false));
        json.put("bothBySort", tallies(score.bothBySort(), false));
        if (listed) {
            json.put("templates", score.templates());
        }
        return json;
    }

    private static Map<String, Object> tallies(Map<String, Tally> tallies, boolean ofKinds) {
        Map<String, Object> json = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("by", ofKinds ? by(name) : "message");
            figures.put("labelled", tally.labelled());
            figures.put("found", tally.found());
            figures.put("right", tally.right());
            figures.put("precision", Double.isNaN(tally.precision()) ? null : tally.precision());
            figures.put("recall", Double.isNaN(tally.recall()) ? null : tally.recall());
            json.put(name, figures);
        });
        return json;
    }

    private static String by(String kind) {
        return Comparison.isByValue(kind) ? "value" : "message";
    }

    private static String line(String name, String by, Tally tally) {
        return row(name, by, Integer.toString(tally.labelled()), Integer.toString(tally.found()),
                Integer.toString(tally.right()), share(tally.precision()), share(tally.recall()));
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.4f", share);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }
}
