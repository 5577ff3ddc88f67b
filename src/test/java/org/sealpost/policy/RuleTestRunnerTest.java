package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests that stand in a rules file: what passes, and how a mismatch reads. */
class RuleTestRunnerTest {

    private static final String RULES = """
            version: 1
            rules:
              - {name: secure, when: 'message.subject.startsWith("[secure]")', require: smime, via: 'relay.example:25'}
              - {name: no, when: 'message.subject == "no"', refuse: Not this.}
            tests:
            """;

    @Test
    void passesWhenAllIsAsExpected() {
        assertThat(run("""
                          - name: secure
                            message: {from: a@practice.example, to: [x@mail.example], subject: "[secure] hi", body: Hello.}
                            expect: {x@mail.example: {protection: smime, rule: secure, via: 'relay.example:25'}}
                        """)).containsExactly(new RuleTestResult("secure", 6, List.of()));
    }

    @Test
    void namesEachMismatchWithItsLineAndTheReasons() {
        assertThat(run("""
                          - name: wrong
                            message: {from: "<>", to: [x@mail.example], subject: "no", body: Hello.}
                            expect:
                              x@mail.example:
                                protection: smime
                                rule: secure
                                refused: Other text.
                                via: relay.example:26
                        """)).singleElement().satisfies(result -> {
            assertThat(result.passed()).isFalse();
            assertThat(result.mismatches())
                    .extracting(RuleTestResult.Mismatch::line)
                    .containsOnly(10);
            String why = " (Recipient is no patient; nothing about patients found; rule \"no\" refuses)";
            assertThat(result.mismatches())
                    .extracting(RuleTestResult.Mismatch::text)
                    .containsExactly(
                            "x@mail.example: expected smime, got reject" + why,
                            "x@mail.example: expected rule \"secure\", got [no]" + why,
                            "x@mail.example: expected the refusal \"Other text.\", got \"Not this.\"" + why,
                            "x@mail.example: expected via relay.example:26, got none" + why);
        });
    }

    @Test
    void whatHeadersNameTakesThePlaceOfWhatTheMessageHasByItself() {
        String rules = """
                version: 1
                rules:
                  - {name: doctor, when: 'message.from == "other@practice.example"', tag: doctor}
                  - {name: staff, when: 'message.header("To") == "staff@practice.example"', tag: staff}
                  - {name: word, when: 'message.subject == "[secure] x"', tag: word}
                tests:
                  - name: from
                    message:
                      {from: a@practice.example, to: [x@mail.example], headers: {From: "Dr. X <other@practice.example>"}}
                    expect: {x@mail.example: {protection: plain, tags: [doctor]}}
                  - name: to
                    message: {from: a@practice.example, to: [x@mail.example], headers: {to: staff@practice.example}}
                    expect: {x@mail.example: {protection: plain, tags: [staff]}}
                  - name: subject
                    message: {from: a@practice.example, to: [x@mail.example], headers: {SUBJECT: "[secure] x"}}
                    expect: {x@mail.example: {protection: plain, tags: [word]}}
                  - name: type
                    message:
                      from: a@practice.example
                      to: [x@mail.example]
                      headers: {Content-Type: "text/html; charset=utf-8"}
                      body: "<p>Hello</p>"
                    expect: {x@mail.example: {protection: plain}}
                """;

        List<String> messages = new ArrayList<>();
        MessageInspection kept = (message, patients, own) -> {
            messages.add(new String(message.octets(), StandardCharsets.UTF_8));
            return new MessageInspection.Inspected(FindingFacts.nothing(), List.of(), ToldClues.NONE, List.of());
        };

        assertThat(new RuleTestRunner(kept).run(Sample.rules(rules)))
                .allSatisfy(result -> assertThat(result.mismatches()).isEmpty());
        assertThat(messages)
                .hasSize(4)
                .allSatisfy(message -> assertThat(message.lines()
                                .takeWhile(line -> !line.isEmpty())
                                .map(line ->
                                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                        .containsExactlyInAnyOrder(
                                "from", "to", "subject", "mime-version", "content-type", "content-transfer-encoding"));
        assertThat(messages.getLast())
                .contains("Content-Type: text/html; charset=utf-8\r\n")
                .endsWith("\r\n\r\n<p>Hello</p>\r\n");
    }

    @Test
    void aMessageWithAttachmentsHasItsOwnType() {
        assertThat(RuleSet.parse("""
                        version: 1
                        tests:
                          - name: a
                            message:
                              from: a@practice.example
                              to: [x@mail.example]
                              headers: {content-type: text/html}
                              attachments: [{name: a.txt, text: Hello}]
                            expect: {x@mail.example: {protection: plain}}
                        """, "rules.yaml"))
                .isEqualTo(new RuleSetResult.Invalid(List.of(new RuleError(
                        "rules.yaml",
                        7,
                        17,
                        "a message with attachments has its own `content-type`, give an attachment its `type`"))));
    }

    @Test
    void onlyPatientsCanBeServedThroughThePortal() {
        assertThat(run("""
                          - name: mark
                            message: {from: a@practice.example, to: [x@mail.example, p@mail.example], headers: {X-Sealpost-Require: portal}}
                            patients: {p@mail.example: {}}
                            expect: {x@mail.example: {protection: hold}, p@mail.example: {protection: portal}}
                        """)).allMatch(RuleTestResult::passed);
    }

    @Test
    void severalPatientsAtOneAddressCannotBeServedThroughThePortal() {
        assertThat(run("""
                          - name: children
                            message: {from: a@practice.example, to: [home@mail.example]}
                            patients: {home@mail.example: [{channels: [portal]}, {channels: [tls, portal]}]}
                            expect: {home@mail.example: {protection: portal}}
                        """))
                .singleElement()
                .satisfies(result -> assertThat(result.mismatches())
                        .singleElement()
                        .satisfies(mismatch -> assertThat(mismatch.text())
                                .startsWith("home@mail.example: expected portal, got hold")
                                .contains("several patients share the address, so the portal cannot tell who reads")));
    }

    @Test
    void aMessageWithAttachmentsIsWellFormed() {
        RuleSet rules = Sample.rules(RULES + """
                  - name: files
                    message:
                      from: a@practice.example
                      to: [x@mail.example]
                      subject: Ergebnis für Sie
                      body: "Two\\nlines"
                      attachments: [{name: a.csv, type: text/csv, text: "1,2"}]
                    expect: {x@mail.example: {protection: plain}}
                """);
        String text = new String(
                rules.tests().getFirst().trial().message().octets(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(text.replace("\r\n", "")).doesNotContain("\n");
        assertThat(text).contains("Subject: =?UTF-8?").contains("Two\r\nlines").contains("filename=\"a.csv\"");
        assertThat(text).endsWith("--\r\n");
    }

    private static List<RuleTestResult> run(String tests) {
        MessageInspection nothing = (message, patients, own) ->
                new MessageInspection.Inspected(FindingFacts.nothing(), List.of(), ToldClues.NONE, List.of());
        return new RuleTestRunner(nothing).run(Sample.rules(RULES + tests));
    }

    @Test
    void aFailedInspectionHolds() {
        MessageInspection failing = (message, patients, own) ->
                new MessageInspection.Inspected(FindingFacts.nothing(), List.of(), ToldClues.NONE, List.of("fault"));
        RuleSet rules = Sample.rules(RULES + """
                          - name: fault
                            message: {from: a@practice.example, to: [x@mail.example]}
                            expect: {x@mail.example: {protection: hold}}
                        """);
        assertThat(new RuleTestRunner(failing).run(rules)).allMatch(RuleTestResult::passed);
    }
}
