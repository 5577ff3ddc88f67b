package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of tests beside the rules: what they share, what they compare, and how their mistakes read. */
class RuleTestFileTest {

    private static final String RULES = """
            version: 1
            lists: {partners: {file: partners.txt}}
            rules:
              - {name: partners, when: recipient.domain in lists.partners, require: verified-tls, tag: partner}
              - {name: ask, when: 'consent.status == "none"', require: portal, invite: true}
              - {name: private, when: patient.known, disclaimer: For you only.}
              - {name: nights, when: time.hour < 8, hold: At night.}
              - {name: doubts, when: findings.first_time && findings.malware, tag: doubtful}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void rules() throws IOException {
        write("rules.yaml", RULES);
        write("partners.txt", "lab.example\n");
    }

    @Test
    void testsMessagesPatientsClockAndCertificates() throws IOException {
        write("message.eml", "From: a@practice.example\nTo: jane@mail.example, x@lab.example\n\nMRN 00012345\n");
        Path file = write("rules.test.yaml", """
                rules: rules.yaml
                now: 2026-03-02T10:00:00-05:00
                patients:
                  jane@mail.example: {channels: [tls, portal]}
                  new@mail.example: {}
                  wrote@mail.example: {status: wrote-first}
                  part2@mail.example: {channels: [tls], part2: true}
                  asked@mail.example: {channels: [tls, portal], request: portal}
                  both@mail.example: [{channels: [tls]}, {channels: none}]
                  never@mail.example: {channels: [tls, portal], request: none}
                  home@mail.example: {channels: [tls, portal], request: [tls, portal], only-at: [work@mail.example]}
                certificates: [colleague@lab.example]
                tests:
                  - name: a message in a file, to whom its header says
                    message: {file: message.eml}
                    expect:
                      jane@mail.example: {protection: verified-tls, rules: [private], notices: [For you only.]}
                      x@lab.example: {protection: verified-tls, rule: partners, without: [private, ask], tags: [partner]}
                  - name: first mail
                    message: {from: a@practice.example, to: [new@mail.example], subject: Hi}
                    expect: {new@mail.example: {protection: portal, rules: [ask, private], invite: true}}
                  - name: not asked twice
                    message: {from: a@practice.example, to: [wrote@mail.example], subject: Hi}
                    expect: {wrote@mail.example: {protection: verified-tls, invite: false}}
                  - name: several patients
                    message: {from: a@practice.example, to: [both@mail.example], subject: Hi}
                    expect: {both@mail.example: {protection: reject}}
                  - name: labels and requests
                    message:
                      from: a@practice.example
                      to: [part2@mail.example, asked@mail.example, never@mail.example]
                      subject: Hi
                    expect:
                      never@mail.example: {protection: reject}
                      part2@mail.example:
                        notices: [42 CFR part 2 prohibits unauthorized use or disclosure of these records., For you only.]
                      asked@mail.example: {protection: portal}
                  - name: a request for another address
                    message: {from: a@practice.example, to: [home@mail.example, work@mail.example], subject: Hi}
                    expect:
                      home@mail.example: {protection: reject}
                      work@mail.example: {protection: verified-tls}
                  - name: who has a certificate
                    message:
                      from: a@practice.example
                      to: [colleague@lab.example, x@lab.example]
                      headers: {X-Sealpost-Require: smime}
                    expect:
                      colleague@lab.example: {protection: smime}
                      x@lab.example: {protection: hold}
                  - name: at night, with a patient and certificates of its own
                    time: 2026-03-02T03:00:00-05:00
                    patients: {new@mail.example: {channels: [portal]}}
                    certificates: []
                    message: {from: "<>", to: [new@mail.example]}
                    expect: {new@mail.example: {protection: hold, rules: [private, nights], tags: []}}
                  - name: what no detector can tell
                    malware: Eicar
                    address: [first-time]
                    message: {from: a@practice.example, to: [x@far.example]}
                    expect: {x@far.example: {protection: hold, rule: doubts, tags: [doubtful]}}
                """);

        assertThat(run(file))
                .hasSize(9)
                .allSatisfy(result -> assertThat(result.mismatches()).isEmpty());
    }

    @Test
    void knowsPatientsByNameAndAddressesThatLookLikeOthers() throws IOException {
        write("rules.yaml", """
                version: 1
                lists: {partners: [hospital.example]}
                rules:
                  - {name: name, when: '"name" in findings.kinds', tag: named}
                  - {name: other, when: findings.other_patient, tag: another}
                  - {name: shared, when: findings.shared_address, tag: shared}
                  - {name: lookalike, when: findings.lookalike_domain, tag: lookalike}
                """);
        Path file = write("names.test.yaml", """
                rules: rules.yaml
                patients:
                  jane@mail.example: {name: Jane Roe, channels: [unencrypted, portal], evidence: form 1}
                  dana@mail.example: {name: "Whitfield, Dana", channels: [portal]}
                  both@mail.example: [{name: Jane Roe, channels: [tls]}, {name: Tom Roe, channels: [tls]}]
                tests:
                  - name: a message about the patient is no message about another
                    message: {from: a@practice.example, to: [jane@mail.example], body: Dear Jane Roe}
                    expect: {jane@mail.example: {protection: plain, tags: [named]}}
                  - name: a patient who is no recipient is another
                    message: {from: a@practice.example, to: [jane@mail.example, x@far.example], body: Dana Whitfield}
                    expect:
                      jane@mail.example: {protection: portal, tags: [named, another]}
                      x@far.example: {protection: verified-tls, tags: [named, another]}
                  - name: one of two at an address
                    message: {from: a@practice.example, to: [both@mail.example], body: Dear Tom Roe}
                    expect: {both@mail.example: {tags: [named, shared]}}
                  - name: a patient of this test only
                    patients: {eve@mail.example: {name: Eve Moss}}
                    message: {from: a@practice.example, to: [jane@mail.example], body: Eve Moss}
                    expect: {jane@mail.example: {tags: [named, another]}}
                  - name: domains like a provider's, a partner's and the practice's own
                    message:
                      from: a@practice.example
                      to: [x@gmial.com, x@hospitall.example, x@practlce.example, x@hospital.example, x@practice.example]
                    expect:
                      x@gmial.com: {tags: [lookalike]}
                      x@hospitall.example: {tags: [lookalike]}
                      x@practlce.example: {tags: [lookalike]}
                      x@hospital.example: {tags: []}
                      x@practice.example: {tags: []}
                """);

        assertThat(run(file))
                .hasSize(5)
                .allSatisfy(result -> assertThat(result.mismatches()).isEmpty());
    }

    @Test
    void knowsPatientsAndCertificatesHoweverTheirAddressesAreWritten() throws IOException {
        Path file = write("spelling.test.yaml", """
                rules: rules.yaml
                patients:
                  jane@mail.example: {channels: none}
                  both@mail.example: {channels: [portal]}
                  Both@mail.example: {channels: none}
                  praxis@müller.example: {name: Ada Moss, channels: none}
                certificates: [COLLEAGUE@xn--mller-kva.example]
                tests:
                  - name: a patient by another letter
                    message: {from: a@practice.example, to: [Jane@mail.example]}
                    expect: {jane@mail.example: {protection: reject}}
                  - name: two patients at one address
                    message: {from: a@practice.example, to: [BOTH@mail.example]}
                    expect: {both@mail.example: {protection: reject}}
                  - name: a domain as DNS knows it
                    message: {from: a@practice.example, to: [praxis@xn--mller-kva.example]}
                    expect: {praxis@müller.example: {protection: reject}}
                  - name: a patient of this test comes before the file's
                    patients: {JANE@mail.example: {channels: [unencrypted], evidence: form 1}}
                    message: {from: a@practice.example, to: [jane@mail.example]}
                    expect: {jane@mail.example: {protection: plain}}
                  - name: a certificate
                    message: {from: a@practice.example, to: [colleague@müller.example], headers: {X-Sealpost-Require: smime}}
                    expect: {Colleague@müller.example: {protection: smime}}
                """);

        assertThat(run(file))
                .hasSize(5)
                .allSatisfy(result -> assertThat(result.mismatches()).isEmpty());
    }

    @Test
    void aRecipientStandsInExpectOnceHoweverTheAddressIsWritten() throws IOException {
        Path file = write("twice.test.yaml", """
                rules: rules.yaml
                tests:
                  - name: a
                    message: {from: a@b.example, to: [x@lab.example]}
                    expect: {X@lab.example: {protection: plain}, x@lab.example: {protection: verified-tls}}
                """);

        assertThat(RuleTestFile.read(file))
                .isInstanceOfSatisfying(
                        RuleTestFile.Result.Invalid.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(RuleError::text)
                                .containsExactly("`x@lab.example` is there twice in `expect`, keep one"));
    }

    @Test
    void aNameThatNobodyCouldBeCalledIsAMistake() throws IOException {
        Path file = write("wrong.test.yaml", """
                rules: rules.yaml
                patients: {jane@mail.example: {name: Jane}}
                tests:
                  - {name: a, message: {from: a@b.example, to: [x@lab.example]}, expect: {x@lab.example: {tags: []}}}
                """);

        assertThat(RuleTestFile.read(file))
                .isInstanceOfSatisfying(
                        RuleTestFile.Result.Invalid.class,
                        wrong -> assertThat(wrong.errors())
                                .singleElement()
                                .extracting(RuleError::toString)
                                .asString()
                                .endsWith("wrong.test.yaml:2:38: `name` must be a given and a family name, such as Dana"
                                        + " Whitfield"));
    }

    @Test
    void namesEachMismatchWithItsLine() throws IOException {
        Path file = write("rules.test.yaml", """
                rules: rules.yaml
                tests:
                  - name: all wrong
                    message: {from: a@practice.example, to: [x@lab.example]}
                    expect:
                      x@lab.example:
                        {rules: [private, ask], without: partners, tags: [x], notices: [y], invite: true, rule: ask}
                """);

        assertThat(run(file).getFirst().mismatches())
                .allSatisfy(mismatch -> assertThat(mismatch.line()).isEqualTo(7))
                .extracting(mismatch -> mismatch.text().replaceAll(" \\(.*", ""))
                .containsExactly(
                        "x@lab.example: expected rule \"ask\", got [partners]",
                        "x@lab.example: expected the rules [private, ask], got [partners]",
                        "x@lab.example: expected that rule \"partners\" does not match",
                        "x@lab.example: expected the tags [x], got [partner]",
                        "x@lab.example: expected the notices [y], got none",
                        "x@lab.example: expected an invitation, got no invitation");
    }

    @Test
    void addsUpTheInstallationsRulesAndAPractices() throws IOException {
        write("own.yaml", "version: 1\nrules:\n  - {name: own, when: 'true', require: smime, tag: own}\n");
        Path file = write("both.test.yaml", """
                rules: [rules.yaml, own.yaml]
                tests:
                  - name: both
                    message: {from: a@practice.example, to: [x@lab.example]}
                    expect: {x@lab.example: {protection: smime, rules: [partners, own], tags: [partner, own]}}
                """);

        assertThat(run(file)).allMatch(RuleTestResult::passed);
    }

    @Test
    void namesEachMistakeWithLineAndColumn() throws IOException {
        Path file = write("wrong.test.yaml", """
                rules: rules.yaml
                now: yesterday
                patients:
                  jane@mail.example: {channels: [tls], status: revoked}
                  joe@mail.example: {status: gone}
                  nobody@mail.example: []
                certificates: [no address]
                tests:
                  - name: a
                    address: [odd]
                    message: {file: none.eml, subject: Hi}
                    expect: {x@lab.example: {rule: partner, without: [niights], notice: x}}
                """);

        assertThat(RuleTestFile.read(file))
                .isInstanceOfSatisfying(
                        RuleTestFile.Result.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(error -> error.line() + ":" + error.column() + ": " + error.text())
                                .containsExactly(
                                        "2:6: `now` must be like 2026-01-05T10:00:00-05:00",
                                        "4:40: a patient has `channels` or `status`, not both",
                                        "5:30: unknown status `gone`, did you mean `none`?",
                                        "6:24: an address without a patient is left out of `patients`",
                                        "7:16: `no address` is no address: the address has no @ and domain",
                                        "10:15: unknown doubt about an address `odd`, use one of first-time, lookalike-domain,"
                                                + " shared-address",
                                        "11:21: there is no file `none.eml` beside this one, make it or correct the name",
                                        "11:31: a message has `file` or `subject`, not both",
                                        "12:36: no rule is called \"partner\", did you mean `partners`?",
                                        "12:55: no rule is called \"niights\", did you mean `nights`?",
                                        "12:65: unknown field `notice` in an expectation, did you mean `notices`?"));
    }

    @Test
    void eachTestHasANameOfItsOwn() throws IOException {
        Path file = write("a.test.yaml", """
                rules: rules.yaml
                tests:
                  - {name: a, message: {from: a@b.example, to: [x@lab.example]}, expect: {x@lab.example: {}}}
                  - {name: a, message: {from: a@b.example, to: [x@lab.example]}, expect: {x@lab.example: {}}}
                """);
        assertThat(RuleTestFile.read(file))
                .isInstanceOfSatisfying(
                        RuleTestFile.Result.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(error -> error.line() + ": " + error.text())
                                .contains("4: there is another test named `a`, give each a name of its own"));
    }

    @Test
    void namesTheMistakesBesideATestThatIsNoYaml() throws IOException {
        write("rules.yaml", "version: 1\nrules:\n  - {name: labs, when: 'true', require: tls}\n");
        Path file = write("a.test.yaml", """
                rules: rules.yaml
                tests:
                  - {name: a, message: {from: a@b.example, to: [c@d.example]}, expect: {c@d.example: {rule: lab}}}
                  - name: b
                    message: {from: a@b.example, to: [c@d.example], body: Not: so}
                  - {name: c, message: {from: a@b.example, to: [c@d.example]}, expect: {c@d.example: {protection: tsl}}}
                """);

        assertThat(RuleTestFile.read(file))
                .isInstanceOfSatisfying(
                        RuleTestFile.Result.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(RuleError::line)
                                .containsExactly(5, 6));
    }

    @Test
    void namesTheMistakesOfTheRulesInTheirOwnFile() throws IOException {
        write("rules.yaml", "version: 1\nrules:\n  - {name: a, when: recipent.domain == '', require: tls}\n");
        Path file = write("a.test.yaml", """
                rules: rules.yaml
                tests:
                  - {name: a, message: {from: a@b.example, to: [c@d.example]}, expect: {c@d.example: {rule: a}}}
                """);

        assertThat(RuleTestFile.read(file))
                .isEqualTo(new RuleTestFile.Result.Invalid(List.of(new RuleError(
                        folder.resolve("rules.yaml").toString(),
                        3,
                        21,
                        "unknown variable `recipent`, did you mean `recipient`?"))));
    }

    @Test
    void isToldFromARulesFile() {
        assertThat(RuleTestFile.isOne(Path.of("a.test.yaml"), "")).isTrue();
        assertThat(RuleTestFile.isOne(Path.of("a.yaml"), "rules: rules.yaml\ntests: []\n"))
                .isTrue();
        assertThat(RuleTestFile.isOne(Path.of("a.yaml"), "rules: [a.yaml, b.yaml]\n"))
                .isTrue();
        assertThat(RuleTestFile.isOne(Path.of("a.yaml"), RULES)).isFalse();
        assertThat(RuleTestFile.isOne(Path.of("a.yaml"), "version: 1\nrules: []\n"))
                .isFalse();
    }

    private static List<RuleTestResult> run(Path file) throws IOException {
        return switch (RuleTestFile.read(file)) {
            case RuleTestFile.Result.Valid(Decider decider, List<RuleTest> tests) ->
                new RuleTestRunner(new LabelInspection()).run(tests, decider);
            case RuleTestFile.Result.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
