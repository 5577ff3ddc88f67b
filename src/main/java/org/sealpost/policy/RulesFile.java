package org.sealpost.policy;

import com.google.re2j.Pattern;
import java.util.ArrayList;
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
    private final Map<String, List<ListEntry>> lists = new LinkedHashMap<>();

    private RulesFile(FileErrors errors) {
        this.errors = errors;
    }

    /** @param fromFiles the lists that stand in files of their own, whose entries are in the text, too */
    static RuleSetResult read(String yaml, String fileName, Map<String, List<ListEntry>> fromFiles) {
        FileErrors errors = new FileErrors(fileName);
        Optional<Node> root = YamlDocument.read(yaml, errors);
        if (root.isEmpty()) {
            return new RuleSetResult.Invalid(new BrokenEntries(yaml, fileName)
                    .allErrors(errors.inOrder(), (rest, found) -> read(rest, found, fromFiles)));
        }
        RuleSet rules = rules(root.get(), yaml, errors, fromFiles);
        return errors.any() ? new RuleSetResult.Invalid(errors.inOrder()) : new RuleSetResult.Valid(rules);
    }

    /** What is wrong with a file; whether it is YAML. */
    private static boolean read(String yaml, FileErrors errors, Map<String, List<ListEntry>> fromFiles) {
        Optional<Node> root = YamlDocument.read(yaml, errors);
        root.ifPresent(node -> rules(node, yaml, errors, fromFiles));
        return root.isPresent();
    }

    private static RuleSet rules(Node root, String yaml, FileErrors errors, Map<String, List<ListEntry>> fromFiles) {
        return new RulesFile(errors).rules(yaml, Fields.of(root, "the rules file", FIELDS, errors), fromFiles);
    }

    private RuleSet rules(String yaml, Fields file, Map<String, List<ListEntry>> fromFiles) {
        file.required("version").ifPresent(version -> {
            if (!version.getValue().equals("1")) {
                errors.at(version, "`version` must be 1, the only format that this Sealpost knows");
            }
        });
        RuleLists named = lists(file);
        lists.putAll(fromFiles);
        RuleReader reader = new RuleReader(new ConditionCompiler(named), yaml, errors);
        List<Rule> rules = new ArrayList<>();
        Map<Rule, Node> places = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Node node : file.list("rules")) {
            // Also of a rule that is wrong otherwise.
            RuleReader.name(node)
                    .filter(name -> !names.add(name))
                    .ifPresent(
                            name -> errors.at(node, "two rules are called \"" + name + "\", give each its own name"));
            reader.read(node).ifPresent(rule -> {
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
        warnings.addAll(listDoubts(rules));
        RuleWarnings.find(
                rules,
                named,
                (rule, text) -> warnings.add(errors.warning(places.getOrDefault(rule, file.node()), text)));
        return RuleSet.of(yaml, rules, named, read, errors.inOrder(warnings));
    }

    /** Of a rule that never matches, that is said, and not again of each entry. */
    private List<RuleWarning> listDoubts(List<Rule> rules) {
        ListUses uses = ListUses.of(rules.stream()
                .map(rule -> rule.condition().tree())
                .filter(tree -> !tree.isNever())
                .map(ConditionTree::root)
                .toList());
        List<RuleWarning> doubts = new ArrayList<>();
        lists.forEach((name, entries) -> ListDoubts.find(
                entries,
                uses.of(name),
                (entry, text) -> doubts.add(new RuleWarning(entry.file(), entry.line(), entry.column(), text))));
        return doubts;
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
                    // There is such a list, whatever is in it: rules that name it are not wrong for that.
                    entries.put(name, List.of());
                    errors.at(from, "a list from a file is read only where this is a file on disk, write its entries");
                    continue;
                }
                List<ScalarNode> texts = lists.texts(name);
                entries.put(name, texts.stream().map(ScalarNode::getValue).toList());
                this.lists.put(name, texts.stream().map(errors::entry).toList());
            }
        });
        return new RuleLists(entries);
    }
}
