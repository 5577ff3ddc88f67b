package org.sealpost.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.policy.RuleTest.Expectation;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a test expects for one recipient. */
final class RuleTestExpectation {

    /** How an error begins that comes of a rule that is not there. */
    static final String NO_SUCH_RULE = "no rule is called";

    private static final List<String> FIELDS =
            List.of("protection", "rule", "rules", "without", "refused", "via", "tags", "notices", "invite");

    private final Collection<String> ruleNames;
    private final FileErrors errors;

    RuleTestExpectation(Collection<String> ruleNames, FileErrors errors) {
        this.ruleNames = ruleNames;
        this.errors = errors;
    }

    Expectation read(Node node) {
        Fields fields = Fields.of(node, "an expectation", Set.copyOf(FIELDS), errors);
        if (fields.names().isEmpty()) {
            errors.at(node, "an expectation has one of " + String.join(", ", FIELDS));
        }
        fields.scalar("rule").ifPresent(this::known);
        fields.texts("rules").forEach(this::known);
        fields.texts("without").forEach(this::known);
        return new Expectation(
                fields.line(),
                fields.scalar("protection").flatMap(scalar -> protection(scalar, errors)),
                fields.text("rule"),
                list(fields, "rules"),
                list(fields, "without").orElse(List.of()),
                fields.text("refused"),
                fields.text("via"),
                list(fields, "tags"),
                list(fields, "notices"),
                fields.value("invite").isPresent() ? Optional.of(fields.flag("invite")) : Optional.empty());
    }

    /** A level of protection by its key. */
    static Optional<Protection> protection(ScalarNode scalar, FileErrors errors) {
        Optional<Protection> level = Protection.parse(scalar.getValue());
        if (level.isEmpty()) {
            errors.at(
                    scalar,
                    "unknown protection `" + scalar.getValue() + "`"
                            + Spelling.hint(scalar.getValue(), Protection.keys()));
        }
        return level;
    }

    private void known(ScalarNode rule) {
        if (!ruleNames.contains(rule.getValue())) {
            errors.at(rule, NO_SUCH_RULE + " \"" + rule.getValue() + "\"" + Spelling.hint(rule.getValue(), ruleNames));
        }
    }

    /** One text or a list of texts, which may be empty. */
    private static Optional<List<String>> list(Fields fields, String name) {
        return fields.value(name)
                .map(value ->
                        fields.texts(name).stream().map(ScalarNode::getValue).toList());
    }
}
