package org.sealpost.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The text of a rules file on disk with the entries of all its lists in it: a list that stands in a file of its own is
 * written in its place, so that the text says the same on every replica and in every later year. Lines keep their numbers.
 */
public final class RulesText {

    private final String fileName;
    private final String yaml;
    private final List<Path> files;
    private final List<RuleError> errors;
    private final Map<String, List<ListEntry>> lists;

    private RulesText(
            String fileName,
            String yaml,
            List<Path> files,
            List<RuleError> errors,
            Map<String, List<ListEntry>> lists) {
        this.fileName = fileName;
        this.yaml = yaml;
        this.files = List.copyOf(files);
        this.errors = List.copyOf(errors);
        this.lists = lists;
    }

    /** The whole text. */
    public String yaml() {
        return yaml;
    }

    /** Those that it was made of, also such as are named and not there. */
    public List<Path> files() {
        return files;
    }

    /** Of the files with lists. */
    public List<RuleError> errors() {
        return errors;
    }

    /**
     * Reads a rules file and the lists that it names.
     *
     * @throws IOException when the rules file itself cannot be read, or is not UTF-8
     */
    public static RulesText read(Path file) throws IOException {
        String yaml = Files.readString(file);
        NeighbouringFiles neighbours = new NeighbouringFiles(file);
        FileErrors errors = new FileErrors(file.toString());
        List<ListFile> lists = YamlDocument.read(yaml, new FileErrors(file.toString()))
                .map(root -> ListFile.namedIn(root, neighbours, errors))
                .orElse(List.of());
        List<Path> files = new ArrayList<>(List.of(file));
        files.addAll(neighbours.named());
        Map<String, List<ListEntry>> entries = new LinkedHashMap<>();
        lists.forEach(list -> entries.put(list.name(), list.entries()));
        return new RulesText(file.toString(), written(yaml, lists), files, errors.inOrder(), entries);
    }

    /** The rules, or every error of every file. */
    public RuleSetResult rules() {
        RuleSetResult result = RulesFile.read(yaml, fileName, lists);
        if (errors.isEmpty()) {
            return result;
        }
        List<RuleError> all = new ArrayList<>(errors);
        if (result instanceof RuleSetResult.Invalid(List<RuleError> others)) {
            all.addAll(others);
        }
        return new RuleSetResult.Invalid(all);
    }

    /** The text with the entries in place of the files' names, which follow at its end as comments. */
    private static String written(String yaml, List<ListFile> lists) {
        StringBuilder text = new StringBuilder(yaml);
        lists.stream()
                .sorted(Comparator.comparingInt(ListFile::start).reversed())
                .forEach(list -> text.replace(
                        yaml.offsetByCodePoints(0, list.start()),
                        yaml.offsetByCodePoints(0, list.end()),
                        list.asYaml()));
        if (!lists.isEmpty() && !yaml.endsWith("\n")) {
            text.append('\n');
        }
        lists.forEach(list -> text.append("# lists.")
                .append(list.name())
                .append(" was read from ")
                .append(list.file())
                .append('\n'));
        return text.toString();
    }

    /**
     * A list that stands in a file of its own.
     *
     * @param start where {@code {file: NAME}} starts in the rules file, in code points
     * @param end where it ends
     */
    private record ListFile(String name, String file, int start, int end, List<ListEntry> entries) {

        static List<ListFile> namedIn(Node root, NeighbouringFiles neighbours, FileErrors errors) {
            List<ListFile> named = new ArrayList<>();
            value(root, "lists").ifPresent(lists -> {
                if (lists instanceof MappingNode mapping) {
                    for (NodeTuple list : mapping.getValue()) {
                        if (list.getKeyNode() instanceof ScalarNode name
                                && list.getValueNode() instanceof MappingNode from) {
                            named.add(of(name, from, neighbours, errors));
                        }
                    }
                }
            });
            return named;
        }

        private static ListFile of(ScalarNode name, MappingNode from, NeighbouringFiles neighbours, FileErrors errors) {
            Optional<ScalarNode> file =
                    Fields.of(from, "a list", List.of("file"), errors).required("file");
            List<ListEntry> entries = file.flatMap(value -> neighbours
                            .text(value, errors)
                            .map(text -> ListEntries.read(text, neighbours.found(value), errors)))
                    .orElse(List.of());
            return new ListFile(
                    name.getValue(),
                    file.map(ScalarNode::getValue).orElse(""),
                    from.getStartMark().getIndex(),
                    end(from),
                    entries);
        }

        private static int end(MappingNode from) {
            // In block style, the mark of the end is that of whatever follows.
            return from.getFlowStyle() == FlowStyle.FLOW || from.getValue().isEmpty()
                    ? from.getEndMark().getIndex()
                    : from.getValue().getLast().getValueNode().getEndMark().getIndex();
        }

        private static Optional<Node> value(Node root, String name) {
            return root instanceof MappingNode mapping
                    ? mapping.getValue().stream()
                            .filter(field -> field.getKeyNode() instanceof ScalarNode key
                                    && key.getValue().equals(name))
                            .map(NodeTuple::getValueNode)
                            .findFirst()
                    : Optional.empty();
        }

        /** On one line. */
        String asYaml() {
            List<String> quoted = entries.stream()
                    .map(ListEntry::text)
                    .map(entry -> "\"" + entry.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                    .toList();
            return "[" + String.join(", ", quoted) + "]";
        }
    }
}
