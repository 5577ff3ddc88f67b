package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one rule of a rules file. */
final class RuleReader {

    private static final List<String> DEMANDS = List.of("require", "exactly", "refuse", "hold");
    private static final List<String> OUTCOMES = List.of(
            "require",
            "exactly",
            "refuse",
            "hold",
            "via",
            "tag",
            "disclaimer",
            "invite",
            "smime",
            "sign",
            "certificates");
    private static final List<String> FIELDS = Stream.of(List.of("name", "when"), OUTCOMES, List.of("note"))
            .flatMap(List::stream)
            .toList();

    private static final Set<String> TRUE = Set.of("true", "yes", "y", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "n", "off");

    private final ConditionCompiler compiler;
    private final String file;
    private final FileErrors errors;
    private final List<RuleWarning> doubts = new ArrayList<>();

    RuleReader(ConditionCompiler compiler, String file, FileErrors errors) {
        this.compiler = compiler;
        this.file = file;
        this.errors = errors;
    }

    /** The name of a rule, whatever else is wrong with it. */
    static Optional<String> name(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(field -> field.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals("name"))
                        .findFirst()
                        .map(NodeTuple::getValueNode)
                        .filter(ScalarNode.class::isInstance)
                        .map(value -> ((ScalarNode) value).getValue())
                        .filter(name -> !name.isBlank())
                : Optional.empty();
    }

    /** The rule; nothing when an error was found. */
    Optional<Rule> read(Node node) {
        Fields fields = Fields.of(node, "a rule", FIELDS, errors);
        Optional<String> name = fields.required("name").map(ScalarNode::getValue);
        Optional<Condition> condition = fields.required("when").flatMap(this::condition);
        Demand demand = demand(fields);
        Optional<String> tag = fields.text("tag");
        Optional<String> disclaimer =
                shown(fields, "disclaimer", "`disclaimer` is the text that is added; leave it out to add none");
        boolean invite = invite(fields);
        SmimeForm smime = new SmimeFormReader(errors).read(fields);
        Optional<String> note = fields.text("note");
        Origin.Rule origin = new Origin.Rule(name.orElse(""), fields.line());
        Optional<Route> route = fields.scalar("via").flatMap(via -> route(via, origin));
        if (fields.names().stream().noneMatch(OUTCOMES::contains) && !fields.isMeant(OUTCOMES)) {
            errors.at(node, "a rule does nothing without one of " + String.join(", ", OUTCOMES));
        }
        if (name.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                name.get(), fields.line(), condition.get(), demand, route, tag, disclaimer, invite, smime, note));
    }

    /** What is valid in the conditions that were read, and most likely not meant. */
    List<RuleWarning> doubts() {
        return List.copyOf(doubts);
    }

    private Optional<Condition> condition(ScalarNode when) {
        ConditionPlace place = new ConditionPlace(when, file);
        return switch (compiler.compile(when.getValue())) {
            case ConditionCompiler.Compiled(Condition condition, List<ConditionCompiler.Fault> found) -> {
                found.forEach(
                        doubt -> doubts.add(errors.warning(place.of(doubt.line(), doubt.column()), doubt.text())));
                yield Optional.of(condition);
            }
            case ConditionCompiler.Wrong(List<ConditionCompiler.Fault> faults) -> {
                faults.forEach(fault -> errors.at(place.of(fault.line(), fault.column()), fault.text()));
                yield Optional.empty();
            }
        };
    }

    private Demand demand(Fields fields) {
        List<String> there = DEMANDS.stream().filter(fields.names()::contains).toList();
        if (there.size() > 1) {
            errors.at(
                    fields.key(there.getLast()),
                    "a rule has one of require, exactly, refuse, hold; this one has " + String.join(" and ", there)
                            + ", make two rules of it");
        }
        if (there.isEmpty()) {
            return new Demand.Nothing();
        }
        return switch (there.getFirst()) {
            case "require" ->
                level(fields, "require").<Demand>map(Demand.Require::new).orElse(new Demand.Nothing());
            case "exactly" ->
                level(fields, "exactly").<Demand>map(Demand.Exactly::new).orElse(new Demand.Nothing());
            case "refuse" ->
                shown(fields, "refuse", "`refuse` is the text that the sender gets; leave it out to not refuse")
                        .<Demand>map(Demand.Refuse::new)
                        .orElse(new Demand.Nothing());
            default -> hold(fields);
        };
    }

    /** {@code hold: true} or {@code hold: a reason for the person who looks at it}. */
    private Demand hold(Fields fields) {
        Optional<ScalarNode> reason = fields.scalar("hold");
        // In quotes, too: it is nobody's reason, and an editor does not see them.
        if (reason.filter(text -> isOneOf(FALSE, text)).isPresent()) {
            errors.at(reason.get(), "`hold` is true or a reason; leave it out to not hold");
        }
        return new Demand.Hold(reason.filter(text -> !isTrue(text)).map(ScalarNode::getValue));
    }

    /** Whether a word is one of those for true in YAML 1.1, which people know; in quotes it is a text. */
    private static boolean isTrue(ScalarNode scalar) {
        return scalar.getValue().equals("true") || (scalar.isPlain() && isOneOf(TRUE, scalar));
    }

    private static boolean isOneOf(Set<String> words, ScalarNode scalar) {
        return words.contains(scalar.getValue().toLowerCase(Locale.ROOT));
    }

    /** A text that people get to read: a word for yes or no, in quotes too, is none. */
    private Optional<String> shown(Fields fields, String name, String otherwise) {
        Optional<ScalarNode> text = fields.scalar(name);
        text.filter(word -> isOneOf(TRUE, word) || isOneOf(FALSE, word)).ifPresent(word -> errors.at(word, otherwise));
        return text.map(ScalarNode::getValue);
    }

    /** {@code invite: true}; there is no other. */
    private boolean invite(Fields fields) {
        return fields.onlyTrue("invite", "leave it out to not invite");
    }

    private Optional<Protection> level(Fields fields, String name) {
        return fields.scalar(name).flatMap(scalar -> {
            Optional<Protection> level = Protection.parse(scalar.getValue());
            if (level.filter(known -> known == Protection.REJECT).isPresent()) {
                errors.at(scalar, "to refuse a message write `refuse:` with the text that its sender gets");
            } else if (level.isEmpty()) {
                List<String> keys = Protection.keys().stream()
                        .filter(key -> !key.equals(Protection.REJECT.key()))
                        .toList();
                errors.at(
                        scalar,
                        "unknown protection `" + scalar.getValue() + "`" + Spelling.hint(scalar.getValue(), keys));
            }
            return level;
        });
    }

    private Optional<Route> route(ScalarNode via, Origin.Rule origin) {
        Optional<Route> route = Route.parse(via.getValue(), origin);
        if (route.isEmpty()) {
            errors.at(via, "`via` must be host:port, such as smtp.lab.example.org:25");
        }
        return route;
    }
}
