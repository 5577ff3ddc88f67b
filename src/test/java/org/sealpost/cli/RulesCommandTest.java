package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.policy.LabelInspection;
import picocli.CommandLine;

/** The offline commands: what they print, where, and with which exit status they end. */
class RulesCommandTest {

    private static final String RULES = """
            version: 1
            rules:
              - name: secure keyword
                when: message.subject.startsWith("[secure]")
                require: smime
            tests:
              - name: keyword
                message: {from: a@practice.example, to: [x@mail.example], subject: "[secure] hi", body: Hello.}
                expect: {x@mail.example: {protection: smime}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void checkSaysThatAFileIsValid() throws IOException {
        Path file = write("rules.yaml", RULES);

        assertThat(run("check", file.toString())).isZero();
        assertThat(out).hasToString(file + " is valid: 1 rule, 1 test.\n");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void checkWarnsOnStandardErrorOfWhatIsValidAndMostLikelyNotMeant() throws IOException {
        String never = "  - {name: never, when: recipient.domain == 'Lab.example', require: tls}\n";
        Path file = write("rules.yaml", RULES.replace("tests:", never + "tests:"));

        assertThat(run("check", file.toString())).isZero();
        assertThat(out).hasToString(file + " is valid: 2 rules, 1 test.\n");
        assertThat(errors.toString())
                .startsWith(file + ":")
                .contains(": warning: this rule never matches: recipient.domain is in lower case");
    }

    @Test
    void checkWritesEachErrorInOneLineToStandardErrorAndEndsWith1() throws IOException {
        Path file = write("rules.yaml", RULES.replace("message.subject", "mesage.subject"));

        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(errors).hasToString(file + ":4:11: unknown variable `mesage`, did you mean `message`?\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        assertThat(run("check", "missing.yaml")).isEqualTo(1);
        assertThat(errors).hasToString("sealpost: There is no file missing.yaml; name an existing rules file.\n");
    }

    @Test
    void testRunsTheTestsOfEveryFile() throws IOException {
        Path right = write("right.yaml", RULES);
        Path wrong = write("wrong.yaml", RULES.replace("protection: smime", "protection: portal"));

        assertThat(run("test", right.toString())).isZero();
        assertThat(run("test", right.toString(), wrong.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("ok    keyword\n").contains("WRONG keyword\n");
        assertThat(errors.toString())
                .isEqualTo(
                        wrong + ":9: \"keyword\": x@mail.example: expected portal, got smime (Recipient is no"
                                + " patient; nothing about patients found; rule \"secure keyword\" requires S/MIME or stronger)\n");
    }

    @Test
    void testRunsTestFilesBesideTheRules() throws IOException {
        write("rules.yaml", RULES);
        Path right = write("right.test.yaml", """
                rules: rules.yaml
                tests:
                  - {name: beside, message: {from: a@b.example, to: [x@mail.example], subject: "[secure]"},
                     expect: {x@mail.example: {rule: secure keyword}}}
                """);
        Path wrong = write("wrong.test.yaml", Files.readString(right).replace("rule: secure keyword", "tags: urgent"));
        Path broken = write("broken.test.yaml", Files.readString(right).replace("rules.yaml", "rulez.yaml"));

        assertThat(run("test", right.toString())).isZero();
        assertThat(out).hasToString("ok    beside\n" + right + ": 1 test, all pass.\n");
        assertThat(run("test", wrong.toString())).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith(wrong + ":4: \"beside\": x@mail.example: expected the tags [urgent], got none (");
        errors.getBuffer().setLength(0);
        assertThat(run("test", broken.toString())).isEqualTo(1);
        assertThat(errors)
                .hasToString(broken + ":1:8: there is no file `rulez.yaml` beside this one, make it or correct the"
                        + " name\n");
        errors.getBuffer().setLength(0);
        assertThat(run("test", "missing.test.yaml")).isEqualTo(1);
        assertThat(errors.toString()).startsWith("sealpost: There is no file missing.test.yaml;");
    }

    @Test
    void checkNamesTheFaultsOfListsInFilesBesideTheRules() throws IOException {
        Path file = write("rules.yaml", "version: 1\nlists: {partners: {file: partners.txt}}\n");
        Path list = write("partners.txt", "a.example\n" + "x".repeat(400));

        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(errors).hasToString(list + ":2:1: an entry has at most 320 characters, write one entry a line\n");
    }

    @Test
    void explainSaysWhatWouldBeDecidedForEachRecipientAndWhy() throws IOException {
        Path rules = write("rules.yaml", RULES);
        Path message = write("message.eml", "From: a@practice.example\nSubject: hi\n\nMRN 00012345\n");

        assertThat(run(
                        "explain",
                        "--from",
                        "a@practice.example",
                        "--to",
                        "b@mail.example",
                        "--to",
                        "c@mail.example",
                        "--rules",
                        rules.toString(),
                        message.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("b@mail.example: verified-tls\n  why: Recipient is no patient; medical record number found\n")
                .contains("c@mail.example: verified-tls\n")
                .contains("  at least verified-tls: medical record number found (content)\n")
                .contains("  lost: plain, below verified TLS, the floor because medical record number found\n");
    }

    @Test
    void explainTriesConsentAndWhatIsNotPossible() throws IOException {
        Path rules = write("rules.yaml", RULES);
        Path message = write("message.eml", "From: a@practice.example\nSubject: hi\n\nHello.\n");
        String[][] tries = {
            {"--patient", "", "smime"},
            {"--channels", "portal", "portal"},
            {"--channels", "portal;tls", "verified-tls"},
            {"--channels", "none", "reject"},
            {"--infeasible", "plain;tls", "verified-tls"},
        };
        for (String[] one : tries) {
            out.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(
                    List.of("explain", "--from", "<>", "--to", "b@mail.example", "--rules", rules.toString(), one[0]));
            if (!one[1].isEmpty()) {
                arguments.add(one[1]);
            }
            arguments.add(message.toString());
            assertThat(run(arguments.toArray(String[]::new))).isZero();
            assertThat(out.toString()).startsWith("b@mail.example: " + one[2] + "\n");
        }
    }

    @Test
    void explainTriesWhatIsOnRecordOfAPatientAndSaysWhatIsAdded() throws IOException {
        Path rules = write("rules.yaml", """
                version: 1
                rules:
                  - {name: ask, when: consent.status == "none", require: portal, invite: true}
                  - {name: private, when: patient.known, disclaimer: For you only.}
                  - {name: nights, when: time.hour < 8, hold: true}
                """);
        Path own = write("own.yaml", "version: 1\nrules: [{name: more, when: 'true', require: smime}]\n");
        Path message = write("m.eml", "From: a@practice.example\nX-Sealpost-Purpose: marketing\n\nHello.\n");
        record Try(String options, String protection, List<String> said) {}
        List<Try> tries = List.of(
                new Try("", "plain", List.of()),
                new Try("--status wrote-first", "smime", List.of("added to the message: For you only.")),
                new Try("--status revoked", "portal", List.of("the patient is asked how they want to be written to")),
                new Try("--channels tls", "portal", List.of("there is no authorisation for marketing")),
                new Try("--channels tls --marketing", "portal", List.of("does not cover what this message is for")),
                new Try("--channels tls --marketing --purposes marketing", "verified-tls", List.of()),
                new Try("--status wrote-first --request portal", "portal", List.of("asked not to be written to by it")),
                new Try(
                        "--channels tls;portal --request portal --only-at c@mail.example",
                        "reject",
                        List.of("asked to be written to at another address only")),
                new Try("--status wrote-first --request portal --only-at b@mail.example", "portal", List.of()),
                new Try("--status wrote-first --part2", "smime", List.of("42 CFR part 2 prohibits")),
                new Try(
                        "--channels unencrypted --purposes marketing --marketing --restricted",
                        "verified-tls",
                        List.of("labels the patient's records as restricted (security label)")),
                new Try("--at 2026-01-05T07:59:00Z", "hold", List.of("rule \"nights\" holds")),
                new Try("--practice-rules " + own, "smime", List.of("the practice's rule \"more\" requires")),
                new Try(
                        "--practice-rules " + own + " --certificate c@mail.example",
                        "hold",
                        List.of("no certificate")));
        for (Try one : tries) {
            out.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of("explain", "--from", "<>", "--to", "b@mail.example"));
            arguments.addAll(List.of("--rules", rules.toString()));
            if (!one.options().contains("--at")) {
                arguments.addAll(List.of("--at", "2026-01-05T10:00:00Z"));
            }
            arguments.addAll(one.options()
                    .lines()
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .toList());
            arguments.add(message.toString());
            assertThat(run(arguments.toArray(String[]::new))).as(one.options()).isZero();
            assertThat(out.toString()).as(one.options()).startsWith("b@mail.example: " + one.protection() + "\n");
            one.said().forEach(said -> assertThat(out.toString()).contains(said));
        }
    }

    @Test
    void explainTriesWhatIsFoundAndWhoIsOnRecord() throws IOException {
        Path rules = write("rules.yaml", """
                version: 1
                rules:
                  - {name: shared, when: findings.shared_address, tag: shared}
                  - {name: lookalike, when: findings.lookalike_domain, tag: lookalike}
                  - {name: new, when: findings.first_time, tag: new}
                  - {name: malware, when: findings.malware, tag: malware}
                  - {name: other, when: findings.other_patient, tag: other}
                  - {name: unread, when: findings.uninspectable, tag: unread}
                  - {name: night, when: time.hour < 8, tag: night}
                """);
        Path fixtures = write("office.test.yaml", """
                rules: other.yaml
                now: 2026-01-05T07:00:00Z
                patients:
                  jane@mail.example: {name: Jane Roe, channels: [unencrypted, portal], evidence: form 1}
                  both@mail.example: [{channels: [tls]}, {channels: [portal, tls]}]
                  home@mail.example: [{channels: [portal]}, {channels: [portal, tls]}]
                  dana@mail.example: {name: Dana Whitfield}
                certificates: [dana@mail.example]
                tests: []
                """);
        Path message = write("m.eml", "From: a@practice.example\n\nAbout Dana Whitfield.\n");
        record Try(String options, String decided, String tags) {}
        List<Try> tries = List.of(
                new Try("--to b@gmial.com", "plain", "lookalike"),
                new Try("--to b@mail.example --address first-time;shared-address", "plain", "shared, new"),
                new Try("--to b@mail.example --malware Eicar", "hold", "malware"),
                new Try("--to b@mail.example --uninspectable", "verified-tls", "unread"),
                new Try("--to b@mail.example --patient --other-patient", "smime", "other"),
                new Try("--to jane@mail.example --fixtures " + fixtures, "portal", "other, night"),
                new Try("--to dana@mail.example --fixtures " + fixtures, "smime", "night"),
                new Try("--to both@mail.example --fixtures " + fixtures, "verified-tls", "shared, other, night"),
                new Try("--to home@mail.example --fixtures " + fixtures, "hold", "shared, other, night"),
                new Try("--to b@mail.example --channels none --fixtures " + fixtures, "reject", "other, night"),
                new Try("--to dana@mail.example --channels none --fixtures " + fixtures, "smime", "night"));
        for (Try one : tries) {
            out.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of("explain", "--from", "a@practice.example"));
            arguments.addAll(List.of(one.options().split(" ")));
            if (!one.options().contains("--fixtures")) {
                arguments.addAll(List.of("--at", "2026-01-05T10:00:00Z"));
            }
            arguments.addAll(List.of("--rules", rules.toString(), message.toString()));
            assertThat(run(arguments.toArray(String[]::new))).as(one.options()).isZero();
            assertThat(out.toString())
                    .as(one.options())
                    .contains(": " + one.decided() + "\n")
                    .contains("  tags: " + one.tags() + "\n");
        }
    }

    @Test
    void explainNamesWhatIsWrongWithFixtures() throws IOException {
        Path rules = write("rules.yaml", RULES);
        Path message = write("m.eml", "From: a@practice.example\n\nHello.\n");
        Path wrong = write("wrong.yaml", "patients: {jane@mail.example: {channel: tls}}\n");

        assertThat(explain(rules, "--fixtures", wrong.toString(), message.toString()))
                .isEqualTo(1);
        assertThat(explain(rules, "--fixtures", "nowhere.yaml", message.toString()))
                .isEqualTo(1);
        assertThat(explain(rules, "--address", "odd", message.toString())).isEqualTo(2);
        assertThat(errors.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("wrong.yaml:1:32: unknown field `channel` in a patient, did you mean"))
                .anyMatch(line -> line.startsWith("sealpost: nowhere.yaml cannot be read"))
                .anyMatch(line -> line.contains("--address takes shared-address, lookalike-domain, first-time"));
    }

    private int explain(Path rules, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("explain", "--from", "<>", "--to", "b@mail.example", "--rules", rules.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void diffShowsWhoseOutcomeChanges() throws IOException {
        Path before = write("rules.yaml", RULES);
        Path after = write("new.yaml", RULES.replace("require: smime", "require: tls\n    tag: secure"));
        Path tests = write("rules.test.yaml", """
                rules: rules.yaml
                tests:
                  - {name: keyword, message: {from: a@b.example, to: [x@mail.example], subject: "[secure]"},
                     expect: {x@mail.example: {protection: plain}}}
                  - {name: ordinary, message: {from: a@b.example, to: [x@mail.example], subject: Hi},
                     expect: {x@mail.example: {protection: plain}}}
                """);

        assertThat(run("diff", before.toString(), after.toString(), "--tests", tests.toString()))
                .isZero();
        assertThat(out).hasToString("""
                keyword, x@mail.example: smime -> tls; tags: none -> [secure]
                  before: Recipient is no patient; nothing about patients found; rule "secure keyword" requires S/MIME\
                 or stronger
                  after:  Recipient is no patient; nothing about patients found; rule "secure keyword" requires TLS or\
                 stronger
                2 tests, 1 outcome changed.
                """);
        out.getBuffer().setLength(0);
        assertThat(run("diff", before.toString(), before.toString(), "--tests", tests.toString()))
                .isZero();
        assertThat(out).hasToString("2 tests, no outcome changes.\n");
        // Tests that stand in a rules file.
        Path within =
                write("within.yaml", "version: 1\n" + Files.readString(tests).replace("rules: rules.yaml\n", ""));
        out.getBuffer().setLength(0);
        assertThat(run("diff", before.toString(), after.toString(), "--tests", within.toString()))
                .isZero();
        assertThat(out.toString()).endsWith("2 tests, 1 outcome changed.\n");
        assertThat(run("diff", before.toString(), "missing.yaml", "--tests", tests.toString()))
                .isEqualTo(1);
        // Without tests, a gateway's decisions are asked for, and none runs here.
        assertThat(run("diff", before.toString(), after.toString())).isEqualTo(1);
        assertThat(run("diff", before.toString())).isEqualTo(2);
    }

    @Test
    void aWrongCommandLineEndsWith2() throws IOException {
        Path rules = write("rules.yaml", RULES);

        assertThat(run(
                        "explain",
                        "--from",
                        "no address",
                        "--to",
                        "b@mail.example",
                        "--rules",
                        rules.toString(),
                        "m.eml"))
                .isEqualTo(2);
        assertThat(run("explain", "--to", "b@mail.example", "m.eml")).isEqualTo(2);
        assertThat(run("explain", "--from", "<>", "--to", "b@mail.example", "--channels", "fax", "m.eml"))
                .isEqualTo(2);
        assertThat(run("explain", "--from", "<>", "--to", "b@mail.example", "--status", "gone", "m.eml"))
                .isEqualTo(2);
        assertThat(run("explain", "--from", "<>", "--to", "b@mail.example", "--at", "noon", "m.eml"))
                .isEqualTo(2);
        assertThat(run("test")).isEqualTo(2);
        assertThat(errors.toString().lines()).hasSize(6).allMatch(line -> line.startsWith("sealpost: "));
    }

    @Test
    void aMessageThatIsNotThereIsOneLine() throws IOException {
        Path rules = write("rules.yaml", RULES);

        assertThat(run("explain", "--from", "<>", "--to", "b@mail.example", "--rules", rules.toString(), "m.eml"))
                .isEqualTo(1);
        assertThat(errors).hasToString("sealpost: There is no readable file m.eml; name a message as a .eml file.\n");
    }

    private int run(String... arguments) {
        CommandLine line = RulesCommand.with(new LabelInspection(), new GatewayConnection(Map.of()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .setParameterExceptionHandler(new OneLineUsage())
                .setExecutionExceptionHandler(new OneLineFailure());
        return line.execute(arguments);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
