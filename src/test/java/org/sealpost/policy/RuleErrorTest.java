package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A rules file that is wrong names each fault with its line, its column and a way out, and nothing of it is used. */
class RuleErrorTest {

    private record Case(String behaviour, String yaml, String... errors) {}

    @TestFactory
    Stream<DynamicTest> namesEachFaultWithLineAndColumn() {
        return Stream.of(
                        new Case("an empty file", "", "1:1: the file is empty, write at least `version: 1`"),
                        new Case("no version", "rules: []\n", "1:1: the rules file has no `version`"),
                        new Case(
                                "a version of the future",
                                "version: 2\n",
                                "1:10: `version` must be 1, the only format that this Sealpost knows"),
                        new Case(
                                "a misspelt section",
                                "version: 1\nrulez: []\n",
                                "2:1: unknown field `rulez` in the rules file, did you mean `rules`?"),
                        new Case(
                                "a doubled section",
                                "version: 1\nrules: []\nrules: []\n",
                                "3:1: `rules` is there twice in the rules file, keep one"),
                        new Case("rules that are no list", "version: 1\nrules: 7\n", "2:8: `rules` must be a list"),
                        new Case(
                                "broken YAML",
                                "version: 1\nrules: [\n",
                                "3:1: this is not valid YAML: the `[` in line 2, column 8 is not closed before this, or a comma is missing; a text with brackets, commas or `: ` in it goes into quotes"),
                        new Case(
                                "an alias",
                                "version: 1\nlists:\n  a: &a [x]\n  b: *a\n",
                                "4:6: aliases (*name) are not accepted, write the value out, and a text that starts with `*` in quotes"),
                        new Case(
                                "a list's name that conditions cannot say",
                                "version: 1\nlists:\n  my-labs: [x.example]\n",
                                "3:3: a list's name has only letters, digits and underscores: `my-labs`"),
                        new Case(
                                "a misspelt field of a rule",
                                rule("name: a", "wehn: \"true\"", "require: tls"),
                                "4:5: unknown field `wehn` in a rule, did you mean `when`?"),
                        new Case(
                                "a rule that does nothing",
                                rule("name: a", "when: \"true\""),
                                "3:5: a rule does nothing without one of require, exactly, refuse, hold, via, tag, disclaimer, invite, smime, sign, certificates"),
                        new Case(
                                "two demands",
                                rule("name: a", "when: \"true\"", "require: tls", "refuse: No."),
                                "6:5: a rule has one of require, exactly, refuse, hold; this one has require and refuse, make two rules of it"),
                        new Case(
                                "to refuse false",
                                rule("name: a", "when: \"true\"", "refuse: no"),
                                "5:13: `refuse` is the text that the sender gets; leave it out to not refuse"),
                        new Case(
                                "to refuse false, in quotes",
                                rule("name: a", "when: \"true\"", "refuse: \"False\""),
                                "5:13: `refuse` is the text that the sender gets; leave it out to not refuse"),
                        new Case(
                                "to refuse without a text",
                                rule("name: a", "when: \"true\"", "refuse: true"),
                                "5:13: `refuse` is the text that the sender gets; leave it out to not refuse"),
                        new Case(
                                "to add nothing",
                                rule("name: a", "when: \"true\"", "disclaimer: off"),
                                "5:17: `disclaimer` is the text that is added; leave it out to add none"),
                        new Case(
                                "to add a word for yes",
                                rule("name: a", "when: \"true\"", "disclaimer: Yes"),
                                "5:17: `disclaimer` is the text that is added; leave it out to add none"),
                        new Case(
                                "to hold false, in a word of YAML's",
                                rule("name: a", "when: \"true\"", "hold: no"),
                                "5:11: `hold` is true or a reason; leave it out to not hold"),
                        new Case(
                                "to hold false, in capitals",
                                rule("name: a", "when: \"true\"", "hold: Off"),
                                "5:11: `hold` is true or a reason; leave it out to not hold"),
                        new Case(
                                "to hold false, in quotes",
                                rule("name: a", "when: \"true\"", "hold: \"no\""),
                                "5:11: `hold` is true or a reason; leave it out to not hold"),
                        new Case(
                                "an unknown level",
                                rule("name: a", "when: \"true\"", "require: portall"),
                                "5:14: unknown protection `portall`, did you mean `portal`?"),
                        new Case(
                                "reject as a level",
                                rule("name: a", "when: \"true\"", "require: reject"),
                                "5:14: to refuse a message write `refuse:` with the text that its sender gets"),
                        new Case(
                                "a route without a port",
                                rule("name: a", "when: \"true\"", "via: smtp.lab.example"),
                                "5:10: `via` must be host:port, such as smtp.lab.example.org:25"),
                        new Case(
                                "a misspelt variable",
                                rule("name: a", "when: recipent.domain == \"x\"", "require: tls"),
                                "4:11: unknown variable `recipent`, did you mean `recipient`?"),
                        new Case(
                                "a misspelt field of a variable",
                                rule("name: a", "when: recipient.domian == \"x\"", "require: tls"),
                                "4:21: unknown field `domian` of `recipient`, did you mean `domain`?"),
                        new Case(
                                "a misspelt field in quotes",
                                rule("name: a", "when: 'findings.fhi'", "require: tls"),
                                "4:21: unknown field `fhi` of `findings`, did you mean `phi`?"),
                        new Case(
                                "a misspelt field behind a letter beyond the first plane",
                                rule("name: a", "when: '\"\ud83d\ude00\" != recipient.domian'", "require: tls"),
                                "4:29: unknown field `domian` of `recipient`, did you mean `domain`?"),
                        new Case(
                                "a misspelt field that is asked for",
                                rule("name: a", "when: has(recipient.domian)", "require: tls"),
                                "4:25: unknown field `domian` of `recipient`, did you mean `domain`?"),
                        new Case(
                                "a misspelt field of one attachment",
                                rule("name: a", "when: attachments[0].nmae == \"x\"", "require: tls"),
                                "4:26: unknown field `nmae` of `attachments[0]`, did you mean `name`?"),
                        new Case(
                                "an unknown list",
                                rule("name: a", "when: recipient.domain in lists.labs", "require: tls"),
                                "4:37: unknown field `labs` of `lists`"),
                        new Case(
                                "a misspelt field of an attachment",
                                rule("name: a", "when: attachments.exists(a, a.nmae == \"x\")", "require: tls"),
                                "4:35: unknown field `nmae` of `a`, did you mean `name`?"),
                        new Case(
                                "a misspelt function",
                                rule("name: a", "when: message.subject.startWith(\"x\")", "require: tls"),
                                "4:27: unknown function `startWith`, did you mean `startsWith`?"),
                        new Case(
                                "a condition that is no yes or no",
                                rule("name: a", "when: message.subject", "require: tls"),
                                "4:11: a condition must come to true or false, this one gives a text"),
                        new Case(
                                "types that do not compare",
                                rule("name: a", "when: message.size == \"x\"", "require: tls"),
                                "4:24: `==` cannot be applied to a number and a text: write a number without quotes"),
                        new Case(
                                "a fault in the second line of a block",
                                rule(
                                        "name: a",
                                        "when: |",
                                        "  findings.phi &&",
                                        "  sender.domian == \"x\"",
                                        "require: tls"),
                                "6:14: unknown field `domian` of `sender`, did you mean `domain`?"),
                        new Case(
                                "two rules of one name",
                                "version: 1\nrules:\n  - {name: a, when: \"true\", hold: true}\n  - {name: a, when: \"true\", hold: true}\n",
                                "4:5: two rules are called \"a\", give each its own name"),
                        new Case(
                                "a test of a rule that is not there",
                                "version: 1\ntests:\n  - name: t\n    message: {from: a@b.example, to: [x@y.example]}\n    expect: {x@y.example: {rule: nothing}}\n",
                                "5:34: no rule is called \"nothing\""),
                        new Case(
                                "a test of someone who gets nothing",
                                "version: 1\ntests:\n  - name: t\n    message: {from: a@b.example, to: [x@y.example]}\n    expect: {z@y.example: {protection: hold}}\n",
                                "5:14: `z@y.example` is no recipient of the message, did you mean `x@y.example`?"))
                .map(one -> DynamicTest.dynamicTest(
                        one.behaviour(),
                        () -> assertThat(errors(one.yaml()))
                                .containsExactly(Stream.of(one.errors())
                                        .map(error -> "rules.yaml:" + error)
                                        .toArray(String[]::new))));
    }

    @Test
    void findsRegularExpressionsThatCannotBeRead() {
        assertThat(errors(rule("name: a", "when: message.subject.matches(\"(\")", "require: tls")))
                .singleElement()
                .asString()
                .startsWith("rules.yaml:4:");
    }

    @Test
    void refusesFilesThatUnfoldOrNestWithoutLimit() {
        String nested = "version: 1\nrules: " + "[".repeat(200) + "]".repeat(200);
        assertThat(errors(nested)).singleElement().asString().contains("not valid YAML");
        assertThat(errors("version: 1\n# " + "x".repeat(1_000_001)))
                .containsExactly("rules.yaml:1:1: the file is longer than 1,000,000 characters, make it smaller");
    }

    @Test
    void everyErrorOfTheFileIsNamedAtOnce() {
        assertThat(errors(rule("name: a", "when: recipent.domain == \"x\"", "require: portall")))
                .hasSize(2);
    }

    private static String rule(String... fields) {
        return "version: 1\nrules:\n  - " + String.join("\n    ", fields) + "\n";
    }

    private static List<String> errors(String yaml) {
        return switch (RuleSet.parse(yaml, "rules.yaml")) {
            case RuleSetResult.Valid valid -> List.of();
            case RuleSetResult.Invalid(List<RuleError> errors) ->
                errors.stream().map(RuleError::toString).toList();
        };
    }
}
