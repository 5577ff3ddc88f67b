package org.sealpost.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A file of tests beside the rules that it tests. */
public final class RuleTestFile {

    private static final String SUFFIX = ".test.yaml";
    static final Set<String> FIELDS = Set.of("rules", "now", "patients", "certificates", "tests");
    private static final int MOST_RULES = 2;

    private RuleTestFile() {}

    /** What became of reading one. */
    public sealed interface Result {

        /**
         * The file and its rules are right.
         *
         * @param decider by the rules that it names
         */
        record Valid(Decider decider, List<RuleTest> tests) implements Result {
            public Valid {
                tests = List.copyOf(tests);
            }
        }

        /** The file or its rules are wrong; at least one error. */
        record Invalid(List<RuleError> errors) implements Result {
            public Invalid {
                errors = List.copyOf(errors);
            }
        }
    }

    /** Whether a file is one: by its name, or because its {@code rules} are the name of a file. */
    public static boolean isOne(Path file, String yaml) {
        return file.toString().endsWith(SUFFIX)
                || YamlDocument.read(yaml, new FileErrors(file.toString()))
                        .filter(RuleTestFile::namesRules)
                        .isPresent();
    }

    private static boolean namesRules(Node root) {
        return root instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(field -> field.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals("rules")
                                && (field.getValueNode() instanceof ScalarNode
                                        || field.getValueNode() instanceof SequenceNode list
                                                && !list.getValue().isEmpty()
                                                && list.getValue().getFirst() instanceof ScalarNode));
    }

    /**
     * Reads it, the rules and the messages that it names.
     *
     * @throws IOException when the file itself cannot be read, or is not UTF-8
     */
    public static Result read(Path file) throws IOException {
        String yaml = Files.readString(file);
        FileErrors errors = new FileErrors(file.toString());
        NeighbouringFiles neighbours = new NeighbouringFiles(file);
        Optional<Node> root = YamlDocument.read(yaml, errors);
        if (root.isEmpty()) {
            return new Result.Invalid(new BrokenEntries(yaml, file.toString())
                    .allErrors(errors.inOrder(), (rest, found) -> {
                        Optional<Node> again = YamlDocument.read(rest, found);
                        again.ifPresent(node -> read(node, neighbours, found));
                        return again.isPresent();
                    }));
        }
        Optional<Result.Valid> read = read(root.get(), neighbours, errors);
        return read.isPresent() && !errors.any() ? read.get() : new Result.Invalid(errors.inOrder());
    }

    private static Optional<Result.Valid> read(Node root, NeighbouringFiles neighbours, FileErrors errors) {
        Fields file = Fields.of(root, "the test file", FIELDS, errors);
        if (file.value("rules").isEmpty()) {
            errors.at(file.node(), "a test file has no `rules`, name the rules file that it tests");
        }
        if (file.list("tests").isEmpty()) {
            errors.at(file.node(), "a test file has no `tests`");
        }
        List<RuleSet> rules = new ArrayList<>();
        List<ScalarNode> files = file.texts("rules");
        for (ScalarNode name : files) {
            neighbours
                    .find(name, errors)
                    .flatMap(found -> rules(found, name, errors))
                    .ifPresent(rules::add);
        }
        if (rules.size() > MOST_RULES) {
            errors.at(file.key("rules"), "`rules` are one file, or two: the installation's and a practice's");
        }
        if (rules.isEmpty() || rules.size() < files.size()) {
            // Of tests of rules that cannot be read, little could be said.
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        rules.forEach(set -> names.addAll(set.names()));
        RuleTestReader reader = new RuleTestReader(Fixtures.read(file, errors), names, Optional.of(neighbours), errors);
        List<RuleTest> tests = file.list("tests").stream()
                .map(reader::read)
                .flatMap(Optional::stream)
                .toList();
        Decider decider = rules.size() == 1 ? new Decider(rules.getFirst()) : new Decider(rules.get(0), rules.get(1));
        return Optional.of(new Result.Valid(decider, tests));
    }

    private static Optional<RuleSet> rules(Path found, ScalarNode name, FileErrors errors) {
        try {
            return switch (RulesText.read(found).rules()) {
                case RuleSetResult.Valid(RuleSet rules) -> Optional.of(rules);
                case RuleSetResult.Invalid(List<RuleError> wrong) -> {
                    wrong.forEach(error -> errors.in(error.file(), error.line(), error.column(), error.text()));
                    yield Optional.empty();
                }
            };
        } catch (IOException unreadable) {
            errors.at(name, "`" + name.getValue() + "` cannot be read, save it as UTF-8 text");
            return Optional.empty();
        }
    }
}
