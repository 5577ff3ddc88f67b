package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A mistake in a condition is named at its line and column in the file, in whatever style of YAML the condition is written. */
class ConditionPlaceTest {

    /** Stands where the mistake is to be named. */
    private static final String HERE = "¦";

    private record Style(String name, String when) {}

    private static final List<Style> STYLES = List.of(
            new Style("plain", "when: findings.phi && recipient.¦domian == \"x\""),
            new Style(
                    "plain, blanks and a comment around",
                    "when:    findings.phi &&\trecipient.¦domian == \"x\"   # why"),
            new Style("plain on the next line", "when:\n      findings.phi && recipient.¦domian == \"x\""),
            new Style(
                    "plain on several lines",
                    "when: findings.phi &&\n      patient.known  &&  \n        recipient.¦domian == \"x\""),
            new Style("plain, an empty line between", "when: findings.phi &&\n\n   \n      recipient.¦domian == \"x\""),
            new Style("single quotes", "when: 'recipient.¦domian == \"x\"'"),
            new Style("single quotes within", "when: '\"it''s\" == recipient.¦domian'"),
            new Style(
                    "single quotes on several lines",
                    "when: '\"it''s\" ==\n        recipient.¦domian\n\n      || patient.known'"),
            new Style("double quotes", "when: \"findings.phi && recipient.¦domian == 'x'\""),
            new Style(
                    "double quotes with escapes",
                    "when: \"'\\u00e9\\x41\\U0001F600\\t\\\\\\\\\\\"\\e\\N\\_\\L' == recipient.¦domian\""),
            new Style("double quotes on several lines", "when: \"findings.phi &&\n      recipient.¦domian == 'x'\""),
            new Style(
                    "double quotes, an escaped line end",
                    "when: \"findings.phi && recip\\\n       ient.¦domian == 'x'\""),
            new Style(
                    "double quotes, a line that starts by an escape",
                    "when: \"findings.phi &&\n    \\  recipient.¦domian == 'x'\""),
            new Style("literal", "when: |\n      findings.phi &&\n      recipient.¦domian == \"x\""),
            new Style("literal, stripped", "when: |-\n      findings.phi &&\n        recipient.¦domian == \"x\""),
            new Style("literal, kept", "when: |+\n      findings.phi &&\n      recipient.¦domian == \"x\"\n\n"),
            new Style(
                    "literal, indentation written out",
                    "when: |2\n      findings.phi &&\n       recipient.¦domian == \"x\""),
            new Style(
                    "literal, more indented at first",
                    "when: |1-\n       findings.phi &&\n     recipient.¦domian == \"x\""),
            new Style(
                    "literal, empty lines",
                    "when: |\n\n      findings.phi &&\n   \n      recipient.¦domian == \"x\"\n\n"),
            new Style("literal, a comment behind", "when: | # why\n      recipient.¦domian == \"x\""),
            new Style("literal, tabs", "when: |\n      findings.phi\t&&\n      \trecipient.¦domian == \"x\""),
            new Style("folded", "when: >\n      findings.phi &&\n      recipient.¦domian == \"x\""),
            new Style(
                    "folded, stripped",
                    "when: >-\n      findings.phi &&\n      patient.known &&\n      recipient.¦domian == \"x\""),
            new Style(
                    "folded, empty lines", "when: >-\n\n      findings.phi &&\n\n\n      recipient.¦domian == \"x\"\n"),
            new Style(
                    "folded, more indented",
                    "when: >-\n      findings.phi &&\n        patient.known &&\n\n        (patient.part2 ||\n      recipient.¦domian == \"x\")"),
            new Style(
                    "folded, indentation written out",
                    "when: >2-\n        findings.phi &&\n      recipient.¦domian == \"x\""),
            new Style(
                    "folded, tabs",
                    "when: >-\n      findings.phi &&\n      \tpatient.known &&\n      recipient.¦domian == \"x\""),
            new Style("folded, a comment behind", "when: >- # why\n      recipient.¦domian == \"x\""),
            new Style("an emoji before", "when: '\"\uD83D\uDE00 é\" == recipient.¦domian'"),
            new Style(
                    "an emoji, literal",
                    "when: |\n      \"\uD83D\uDE00\" != \"\" && recipient.¦domian == \"\uD83D\uDE00\""),
            new Style("an anchor", "when: &c recipient.¦domian == \"x\""),
            new Style("an anchor on a line of its own", "when: &c  # why\n      recipient.¦domian == \"x\""),
            new Style("an anchor and a tag", "when: &c !!str 'recipient.¦domian == \"x\"'"),
            new Style(
                    "a tag before a block", "when: !!str >-\n      findings.phi &&\n      recipient.¦domian == \"x\""),
            new Style(
                    "strings of CEL on several lines",
                    "when: |\n      message.subject != '''a\n      b''' && recipient.¦domian == \"x\""));

    private static final Map<String, UnaryOperator<String>> FILES = Map.of(
            "as it is", file -> file,
            "CRLF", file -> file.replace("\n", "\r\n"),
            "a byte order mark", file -> "\uFEFF" + file,
            "a byte order mark and CRLF", file -> "\uFEFF" + file.replace("\n", "\r\n"),
            "an emoji in a comment before", file -> "# \uD83D\uDE00\n" + file,
            "a document's start", file -> "%YAML 1.1\n---\n" + file,
            "the last line without an end", String::stripTrailing);

    @TestFactory
    Stream<DynamicTest> namesTheMistakeWhereItIs() {
        return STYLES.stream()
                .flatMap(style -> FILES.entrySet().stream()
                        .flatMap(change -> Stream.of(
                                        "version: 1\nrules:\n  - name: a\n    require: tls\n    " + style.when() + "\n",
                                        "version: 1\nrules:\n  - " + style.when() + "\n    name: a\n    require: tls\n")
                                .map(file -> change.getValue().apply(file))
                                .map(file -> DynamicTest.dynamicTest(
                                        style.name() + ", " + change.getKey(), () -> check(file)))));
    }

    @TestFactory
    Stream<DynamicTest> namesTheMistakeInFlowStyle() {
        return Stream.of(
                        "version: 1\nrules: [{name: a, when: recipient.¦domian == \"x\", require: tls}]\n",
                        "version: 1\nrules: [{name: a, when: \"recipient.¦domian == 'x'\", require: tls}]\n",
                        "version: 1\nrules:\n  - {name: a, require: tls,\n     when: findings.phi &&\n   recipient.¦domian == \"x\"}\n",
                        "version: 1\nrules:\n  - {name: a, require: tls,\n     when: 'findings.phi &&\n   recipient.¦domian == \"x\"' }\n")
                .map(file -> DynamicTest.dynamicTest(file, () -> check(file)));
    }

    @TestFactory
    Stream<DynamicTest> namesTheBeginningWhereThePlaceCannotBeTold() {
        return Stream.of(
                        "version: 1\nrules:\n  - name: a\n    require: tls\n    when: ¦'findings.phi &&\u0085      recipient.domian == \"x\"'\n")
                .map(file -> DynamicTest.dynamicTest(file, () -> check(file)));
    }

    private static void check(String marked) {
        String before =
                marked.substring(0, marked.indexOf(HERE)).replace("\r\n", "\n").replace("\uFEFF", "");
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        int column = 1 + before.codePointCount(start, before.length());
        RuleSetResult result = RuleSet.parse(marked.replace(HERE, ""), "rules.yaml");

        assertThat(result).isInstanceOf(RuleSetResult.Invalid.class);
        if (result instanceof RuleSetResult.Invalid(List<RuleError> errors)) {
            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.text()).startsWith("unknown field `domian` of `recipient`");
                assertThat(error.line() + ":" + error.column()).isEqualTo(line + ":" + column);
            });
        }
    }
}
