package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The fields of one YAML mapping. What is misspelt, doubled or of a wrong kind becomes an error at its place. */
final class Fields {

    private final Node node;
    private final String what;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> meant = new HashSet<>();
    private final FileErrors errors;
    private boolean secondBegan;

    private Fields(Node node, String what, FileErrors errors) {
        this.node = node;
        this.what = what;
        this.errors = errors;
    }

    /** A mapping whose field names are known. */
    static Fields of(Node node, String what, Collection<String> known, FileErrors errors) {
        Fields fields = free(node, what, errors);
        fields.keys.forEach((key, at) -> {
            if (!known.contains(key)) {
                errors.at(at, "unknown field `" + key + "` in " + what + Spelling.hint(key, known));
                Spelling.meant(key, known).ifPresent(fields.meant::add);
            }
        });
        return fields;
    }

    /** A mapping whose writer chooses the names. */
    static Fields free(Node node, String what, FileErrors errors) {
        Fields fields = new Fields(node, what, errors);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                fields.add(tuple);
            }
        } else {
            errors.at(
                    node,
                    what + " must have fields (name: value)"
                            + (node instanceof SequenceNode ? ", without `- ` before them" : ""));
        }
        return fields;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            errors.at(tuple.getKeyNode(), "a field's name in " + what + " must be a word");
            return;
        }
        if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            doubled(key);
        }
        keys.putIfAbsent(key.getValue(), key);
    }

    /** With a second name, another entry of a list begins, and what follows is that one's. */
    private void doubled(ScalarNode key) {
        boolean next = key.getValue().equals("name");
        if (!secondBegan) {
            errors.at(
                    key,
                    "`" + key.getValue() + "` is there twice in " + what + ", keep one"
                            + (next ? ", or start the next with `- `" : ""));
        }
        secondBegan |= next;
    }

    /** Whether a field that is not there was meant by one that has no known name. */
    boolean isMeant(Collection<String> names) {
        return names.stream().anyMatch(meant::contains);
    }

    Node node() {
        return node;
    }

    /** The line on which it starts, from 1. */
    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The names in the order of the file. */
    Collection<String> names() {
        return values.keySet();
    }

    /** The node of a name, for errors about the name itself. */
    Node key(String name) {
        return keys.getOrDefault(name, node);
    }

    Optional<Node> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A text that is not blank. */
    Optional<ScalarNode> scalar(String name) {
        return value(name).flatMap(value -> {
            if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                return Optional.of(scalar);
            }
            boolean empty = value instanceof ScalarNode;
            errors.at(value, "`" + name + (empty ? "` is empty, write a text behind it" : "` must be a text"));
            return Optional.empty();
        });
    }

    Optional<String> text(String name) {
        return scalar(name).map(ScalarNode::getValue);
    }

    /** A text that may be empty or absent, both being empty. */
    String anyText(String name) {
        return value(name)
                .filter(value -> !(value instanceof ScalarNode scalar
                        && scalar.getValue().isEmpty()))
                .flatMap(value -> text(name))
                .orElse("");
    }

    /** A text that must be there. */
    Optional<ScalarNode> required(String name) {
        if (value(name).isEmpty() && !meant.contains(name)) {
            errors.at(node, what + " has no `" + name + "`");
        }
        return scalar(name);
    }

    /** A yes or no, no when absent. */
    boolean flag(String name) {
        return scalar(name)
                .map(scalar -> {
                    if (!scalar.getValue().equals("true") && !scalar.getValue().equals("false")) {
                        errors.at(scalar, "`" + name + "` must be true or false");
                    }
                    return scalar.getValue().equals("true");
                })
                .orElse(false);
    }

    /** A field that is true, or absent. */
    boolean onlyTrue(String name, String otherwise) {
        Optional<ScalarNode> value = scalar(name);
        boolean isTrue = value.filter(text -> text.getValue().equals("true")).isPresent();
        if (!isTrue) {
            value.ifPresent(text -> errors.at(text, "`" + name + "` is true; " + otherwise));
        }
        return isTrue;
    }

    /** The entries of a list, none when absent. */
    List<Node> list(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof SequenceNode sequence) {
                        return List.copyOf(sequence.getValue());
                    }
                    errors.at(
                            value,
                            "`" + name + "` must be a list"
                                    + (value instanceof MappingNode ? ", with `- ` before each entry" : ""));
                    return List.<Node>of();
                })
                .orElse(List.of());
    }

    /** The texts of a list; one text stands for a list of one. */
    List<ScalarNode> texts(String name) {
        Optional<Node> value = value(name);
        if (value.isPresent() && value.get() instanceof ScalarNode) {
            return scalar(name).map(List::of).orElse(List.of());
        }
        List<ScalarNode> texts = new ArrayList<>();
        for (Node entry : list(name)) {
            if (entry instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                texts.add(scalar);
            } else {
                errors.at(entry, "an entry of `" + name + "` must be a text");
            }
        }
        return texts;
    }
}
