package org.sealpost.policy;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML as a tree of nodes that know their line and column. Nothing is ever constructed from tags, aliases are
 * refused (they make small files unfold into huge ones), and size and depth are limited.
 */
final class YamlDocument {

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int MAX_DEPTH = 30;
    private static final String NO_YAML = "this is not valid YAML: ";

    private YamlDocument() {}

    /** The root node; nothing when there is none or when an error was found. */
    static Optional<Node> read(String text, FileErrors errors) {
        if (text.length() > MAX_CHARACTERS) {
            errors.at(1, 1, "the file is longer than 1,000,000 characters, make it smaller");
            return Optional.empty();
        }
        Deque<YamlFaults.Open> open = new ArrayDeque<>();
        try {
            for (Event event : yaml().parse(new StringReader(text))) {
                if (event instanceof AliasEvent) {
                    errors.at(
                            event.getStartMark(),
                            "aliases (*name) are not accepted, write the value out, and a text that starts with `*` in"
                                    + " quotes");
                    return Optional.empty();
                }
                if (tag(event).startsWith("!")) {
                    errors.at(event.getStartMark(), "a text that starts with `!` goes into quotes");
                    return Optional.empty();
                }
                follow(event, open);
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                errors.at(1, 1, "the file is empty, write at least `version: 1`");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException fault) {
            if (fault.getProblemMark() == null) {
                errors.at(1, 1, NO_YAML + fault.getProblem());
            } else {
                YamlFaults.Fault found = new YamlFaults(text).explain(fault, Optional.ofNullable(open.peek()));
                errors.at(found.line(), found.column(), NO_YAML + found.text());
            }
        } catch (ReaderException fault) {
            errors.at(place(text, fault.getPosition()), "this character is not allowed in YAML, take it out");
        } catch (YAMLException fault) {
            String problem = fault.getMessage() == null ? "unreadable" : fault.getMessage();
            errors.at(1, 1, NO_YAML + YamlFaults.oneLine(problem));
        }
        return Optional.empty();
    }

    /** What YAML takes {@code !patient.known} for; the words of its own, such as {@code !!str}, have a longer name. */
    private static String tag(Event event) {
        String tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> "";
        };
        return tag == null ? "" : tag;
    }

    /** Which brackets are open. */
    private static void follow(Event event, Deque<YamlFaults.Open> open) {
        if (event instanceof CollectionStartEvent start) {
            boolean flow = start.getFlowStyle() == FlowStyle.FLOW;
            if (flow) {
                open.push(new YamlFaults.Open(start.getStartMark(), start instanceof SequenceStartEvent ? '[' : '{'));
            }
        } else if (event instanceof CollectionEndEvent && !open.isEmpty()) {
            // Within brackets everything is.
            open.pop();
        }
    }

    private static ConditionPlace.Place place(String text, int index) {
        String before =
                text.substring(0, text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length()))));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        return new ConditionPlace.Place(line, 1 + before.codePointCount(start, before.length()));
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowRecursiveKeys(false);
        return new Yaml(options);
    }
}
