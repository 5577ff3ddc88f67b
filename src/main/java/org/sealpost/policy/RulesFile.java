package org.sealpost.policy;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a rules file: {@code version}, {@code lists}, {@code rules}, {@code tests}. */
final class RulesFile {

    private static final Set<String> FIELDS = Set.of("version", "lists", "rules", "tests");
    private static final Pattern LIST_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

    private final FileErrors errors;

    private RulesFile(FileErrors errors) {
        this.errors = errors;
    }

    static RuleSetResult read(String yaml, String fileName) {
        FileErrors errors = new FileErrors(fileName);
        Optional<RuleSet> rules = YamlDocument.read(yaml, errors)
                .map(root -> new RulesFile(errors).rules(yaml, Fields.of(root, "the rules file", FIELDS, errors)));
        return rules.isPresent() && !errors.any()
                ? new RuleSetResult.Valid(rules.get())
                : new RuleSetResult.Invalid(errors.inOrder());
    }

    private RuleSet rules(String yaml, Fields file) {
        file.required("version").ifPresent(version -> {
            if (!version.getValue().equals("1")) {
                errors.at(version, "`version` must be 1, the only format that this Sealpost knows");
            }
        });
        RuleLists lists = lists(file);
        RuleReader reader = new RuleReader(new ConditionCompiler(lists), yaml, errors);
        List<Rule> rules = new ArrayList<>();
        Map<Rule, Node> places = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Node node : file.list("rules")) {
            reader.read(node).ifPresent(rule -> {
                if (!names.add(rule.name())) {
                    errors.at(node, "two rules are called \"" + rule.name() + "\", give each its own name");
                }
                rules.add(rule);
                places.put(rule, node);
            });
        }
        RuleTestReader tests = new RuleTestReader(Fixtures.NONE, names, Optional.empty(), errors);
        List<RuleTest> read = file.list("tests").stream()
                .map(tests::read)
                .flatMap(Optional::stream)
                .toList();
        List<RuleWarning> warnings = new ArrayList<>(reader.doubts());
        RuleWarnings.find(
                rules, (rule, text) -> warnings.add(errors.warning(places.getOrDefault(rule, file.node()), text)));
        warnings.sort(Comparator.comparingInt(RuleWarning::line).thenComparingInt(RuleWarning::column));
        return RuleSet.of(yaml, rules, lists, read, warnings);
    }

    private RuleLists lists(Fields file) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        file.value("lists").ifPresent(node -> {
            Fields lists = Fields.free(node, "`lists`", errors);
            for (String name : lists.names()) {
                if (!LIST_NAME.matches(name)) {
                    errors.at(
                            lists.key(name), "a list's name has only letters, digits and underscores: `" + name + "`");
                }
                if (lists.value(name).orElse(node) instanceof MappingNode from) {
                    errors.at(from, "a list from a file is read only where this is a file on disk, write its entries");
                    continue;
                }
                entries.put(
                        name,
                        lists.texts(name).stream().map(ScalarNode::getValue).toList());
            }
        });
        return new RuleLists(entries);
    }
}
