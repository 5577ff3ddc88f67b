package org.sealpost.policy;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads YAML as a tree of nodes that know their line and column. Nothing is ever constructed from tags, aliases are
 * refused (they make small files unfold into huge ones), and size and depth are limited.
 */
final class YamlDocument {

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int MAX_DEPTH = 30;

    private YamlDocument() {}

    /** The root node; nothing when there is none or when an error was found. */
    static Optional<Node> read(String text, FileErrors errors) {
        if (text.length() > MAX_CHARACTERS) {
            errors.at(1, 1, "the file is longer than 1,000,000 characters, make it smaller");
            return Optional.empty();
        }
        try {
            for (Event event : yaml().parse(new StringReader(text))) {
                if (event instanceof AliasEvent) {
                    errors.at(event.getStartMark(), "aliases (*name) are not accepted, write the value out");
                    return Optional.empty();
                }
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                errors.at(1, 1, "the file is empty, write at least `version: 1`");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException fault) {
            String problem = fault.getProblem() == null ? "unreadable" : fault.getProblem();
            if (fault.getProblemMark() == null) {
                errors.at(1, 1, "this is not valid YAML: " + problem);
            } else {
                errors.at(fault.getProblemMark(), "this is not valid YAML: " + oneLine(problem));
            }
        } catch (YAMLException fault) {
            String problem = fault.getMessage() == null ? "unreadable" : fault.getMessage();
            errors.at(1, 1, "this is not valid YAML: " + oneLine(problem));
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowRecursiveKeys(false);
        return new Yaml(options);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
