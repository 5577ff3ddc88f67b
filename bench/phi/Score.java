package phi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sealpost.inspect.PhiKind;

/** Compares findings with labels: kind by kind, message by message, template by template. */
final class Score {

    /** Where a template went wrong, with the files that show it. */
    record Faults(String sort, int messages, List<String> bothMissed, List<String> bothFalse, Map<String, List<String>> missed,
            Map<String, List<String>> falseAlarms) {

        int both() {
            return bothMissed.size() + bothFalse.size();
        }

        int kinds() {
            return count(missed) + count(falseAlarms);
        }

        private static int count(Map<String, List<String>> faults) {
            return faults.values().stream().mapToInt(List::size).sum();
        }
    }

    private final Map<String, Tally> kinds = new TreeMap<>();
    private final Map<String, Tally> messages = new TreeMap<>();
    private final Map<String, Tally> bothBySort = new TreeMap<>();
    private final Map<String, Tally> bothByMeans = new TreeMap<>();
    private final Map<String, Faults> templates = new TreeMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    /** A message without a finding counts as one in which nothing was found. */
    static Score of(List<Labelled> corpus, List<Finding> findings) {
        Map<String, Finding> byFile = findings.stream().collect(Collectors.toMap(Finding::file, finding -> finding));
        Score score = new Score();
        corpus.forEach(message -> score.sizes.merge(message.template(), 1, Integer::sum));
        for (Labelled message : corpus) {
            score.add(message, byFile.getOrDefault(message.file(), Finding.nothing(message.file())));
        }
        return score;
    }

    Map<String, Tally> kinds() {
        return kinds;
    }

    /** Of whole messages: identifier, health, both. */
    Map<String, Tally> messages() {
        return messages;
    }

    Map<String, Tally> bothBySort() {
        return bothBySort;
    }

    /** Of the messages that are both, by the best that tells who someone is. */
    Map<String, Tally> bothByMeans() {
        return bothByMeans;
    }

    Map<String, Faults> templates() {
        return templates;
    }

    private void add(Labelled message, Finding finding) {
        boolean both = finding.identifier() && finding.health();
        tally(messages, "identifier").add(message.identifier(), finding.identifier());
        tally(messages, "health").add(message.health(), finding.health());
        tally(messages, "both").add(message.both(), both);
        tally(bothBySort, message.sort()).add(message.both(), both);
        if (message.both()) {
            tally(bothByMeans, means(message)).add(true, both);
        }
        Faults faults = templates.computeIfAbsent(
                message.template(),
                name -> new Faults(message.sort(), sizes.get(name), new ArrayList<>(), new ArrayList<>(), new TreeMap<>(),
                        new TreeMap<>()));
        if (message.both() && !both) {
            faults.bothMissed().add(message.file());
        } else if (both && !message.both()) {
            faults.bothFalse().add(message.file());
        }
        Set<String> all = new TreeSet<>(finding.found().keySet());
        message.labels().forEach(label -> all.add(label.kind()));
        all.forEach(kind -> add(kind, message, finding, faults));
    }

    private void add(String kind, Labelled message, Finding finding, Faults faults) {
        if (kind.equals(Label.UNLISTED) || kind.equals(Label.FAMILY_ONLY)) {
            // No kinds of the product: how many of such names it finds as names all the same.
            boolean said = message.labels().stream().anyMatch(label -> label.kind().equals(kind))
                    && finding.found().containsKey("name");
            tally(kinds, kind).add(true, said);
            return;
        }
        List<Label> labels =
                message.labels().stream().filter(label -> label.kind().equals(kind)).toList();
        Set<String> said = finding.found().getOrDefault(kind, Set.of()).stream()
                .map(value -> Comparison.normal(kind, value))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean byValue = Comparison.isByValue(kind) && !(finding.found().containsKey(kind) && said.isEmpty());
        int missed;
        int wrong;
        if (byValue) {
            Set<String> required = values(labels, true);
            Set<String> tolerated = values(labels, false);
            boolean anyTolerated = tolerated.contains("");
            said.removeIf(value -> !required.contains(value) && (anyTolerated || tolerated.contains(value)));
            int right = (int) said.stream().filter(required::contains).count();
            tally(kinds, kind).add(required.size(), said.size(), right);
            missed = required.size() - right;
            wrong = said.size() - right;
        } else {
            boolean is = labels.stream().anyMatch(Label::required);
            boolean found = finding.found().containsKey(kind) && (is || labels.isEmpty());
            tally(kinds, kind).add(is, found);
            missed = is && !found ? 1 : 0;
            wrong = found && !is ? 1 : 0;
        }
        if (missed > 0) {
            faults.missed().computeIfAbsent(kind, name -> new ArrayList<>()).add(message.file());
        }
        if (wrong > 0) {
            faults.falseAlarms().computeIfAbsent(kind, name -> new ArrayList<>()).add(message.file());
        }
    }

    private static String means(Labelled message) {
        Set<String> kinds = message.labels().stream()
                .filter(Label::required)
                .map(Label::kind)
                .collect(Collectors.toSet());
        boolean numbers = kinds.stream()
                .flatMap(kind -> PhiKind.parse(kind).stream())
                .filter(kind -> kind.nature() == PhiKind.Nature.IDENTIFIER)
                .anyMatch(kind -> kind != PhiKind.NAME && kind != PhiKind.CARE_DATE);
        if (numbers) {
            return "number or birth date";
        }
        if (kinds.contains(PhiKind.NAME.key())) {
            return "listed name";
        }
        if (kinds.contains(PhiKind.CARE_DATE.key())) {
            return "date of care";
        }
        if (kinds.contains(Label.UNLISTED)) {
            return "name not listed";
        }
        return kinds.contains(Label.FAMILY_ONLY) ? "family name" : "contact";
    }

    private static Set<String> values(List<Label> labels, boolean required) {
        return labels.stream()
                .filter(label -> label.required() == required)
                .map(label -> Comparison.normal(label.kind(), label.value()))
                .collect(Collectors.toSet());
    }

    private static Tally tally(Map<String, Tally> tallies, String name) {
        return tallies.computeIfAbsent(name, key -> new Tally());
    }
}
