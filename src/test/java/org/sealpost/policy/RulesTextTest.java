package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that stand in files beside the rules: how they are read, stored and refused. */
class RulesTextTest {

    private static final String RULES = """
            version: 1
            lists:
              partners: {file: partners.txt}  # ours
              staff:
                file: lists/staff.txt
              labs: [lab.example.org]
            rules:
              - {name: partners, when: recipient.domain in lists.partners, require: verified-tls}
              - {name: staff, when: recipient.address in lists.staff, hold: true}
              - {name: labs, when: recipient.domain in lists.labs, tag: lab}
            """;

    @TempDir
    private Path folder;

    @Test
    void writesTheEntriesIntoTheTextAndKeepsTheLines() throws IOException {
        write("partners.txt", "# Insurers\nInsurer.example\n\n  billing.example  # since May\r\n\"quoted\\\"\n");
        write("lists/staff.txt", "a#b@home.example\n");

        RulesText text = RulesText.read(write("rules.yaml", RULES));

        assertThat(text.yaml()).isEqualTo("""
                version: 1
                lists:
                  partners: ["Insurer.example", "billing.example", "\\"quoted\\\\\\""]  # ours
                  staff:
                    ["a#b@home.example"]
                  labs: [lab.example.org]
                rules:
                  - {name: partners, when: recipient.domain in lists.partners, require: verified-tls}
                  - {name: staff, when: recipient.address in lists.staff, hold: true}
                  - {name: labs, when: recipient.domain in lists.labs, tag: lab}
                # lists.partners was read from partners.txt
                # lists.staff was read from lists/staff.txt
                """);
        assertThat(text.files())
                .containsExactly(
                        folder.resolve("rules.yaml"),
                        folder.resolve("partners.txt"),
                        folder.resolve("lists/staff.txt"));
        assertThat(valid(text).lists().entries())
                .containsEntry("partners", List.of("insurer.example", "billing.example", "\"quoted\\\""))
                .containsEntry("staff", List.of("a#b@home.example"));
        // What is stored says the same without the files.
        assertThat(Sample.rules(text.yaml()).hash()).isEqualTo(valid(text).hash());
    }

    @Test
    void anotherListFileIsAnotherVersion() throws IOException {
        Path rules = write("rules.yaml", "version: 1\nlists: {a: {file: a.txt}}\n");
        write("a.txt", "one.example");
        String before = valid(RulesText.read(rules)).hash();

        write("a.txt", "one.example\ntwo.example\n");

        assertThat(valid(RulesText.read(rules)).hash()).isNotEqualTo(before);
    }

    @Test
    void keepsPlacesInTextBeyondTheBasicPlane() throws IOException {
        write("a.txt", "one.example");
        Path rules = write("rules.yaml", "version: 1\n# \uD83D\uDE00\nlists: {a: {file: a.txt}, b: [x.example]}\n");

        assertThat(valid(RulesText.read(rules)).lists().entries())
                .containsEntry("a", List.of("one.example"))
                .containsEntry("b", List.of("x.example"));
    }

    @Test
    void namesEachFaultWithItsFileAndLine() throws IOException {
        write("bad.txt", "one.example\n" + "x".repeat(321) + "\nwith\u0007bell\n");
        Files.write(folder.resolve("latin.txt"), "one.example\nM\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("large.txt"), "a.example\n".repeat(100_001));
        Path outside = Files.writeString(Files.createTempFile("outside", ".txt"), "x.example");
        Files.createSymbolicLink(folder.resolve("link.txt"), outside);
        Path rules = write("rules.yaml", """
                version: 1
                lists:
                  bad: {file: bad.txt}
                  latin: {file: latin.txt}
                  missing: {file: missing.txt}
                  above: {file: ../x.txt}
                  absolute: {file: /etc/hosts}
                  link: {file: link.txt}
                  large: {file: large.txt}
                  wrong: {fille: a.txt}
                """);

        assertThat(RulesText.read(rules).rules())
                .isInstanceOfSatisfying(
                        RuleSetResult.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(error -> folder.relativize(Path.of(error.file())) + ":" + error.line() + ":"
                                        + error.column() + ": " + error.text())
                                .containsExactly(
                                        "rules.yaml:5:19: there is no file `missing.txt` beside this one, make it or correct"
                                                + " the name",
                                        "rules.yaml:6:17: `../x.txt` must be below the folder of this file, name it from there",
                                        "rules.yaml:7:20: `/etc/hosts` must be below the folder of this file, name it from there",
                                        "rules.yaml:8:16: `link.txt` leads out of the folder of this file, put a copy there",
                                        "rules.yaml:9:17: `large.txt` is larger than 1,000,000 octets, make it smaller",
                                        "rules.yaml:10:11: unknown field `fille` in a list, did you mean `file`?",
                                        "bad.txt:2:1: an entry has at most 320 characters, write one entry a line",
                                        "bad.txt:3:1: this line holds a control character, take it out",
                                        "latin.txt:2:1: this line is not UTF-8 text, save the file as UTF-8"));
        Files.delete(outside);
    }

    @Test
    void rulesThatNameAListAreRightBesideAnEntryThatIsNoYaml() throws IOException {
        write("a.txt", "one.example");
        Path rules = write("rules.yaml", """
                version: 1
                lists: {a: {file: a.txt}}
                rules:
                  - {name: one, when: recipient.domain in lists.a, require: tls}
                  - {name: two, when: recipient.domain in lists.b, require: tls}
                tests:
                  - name: noon
                    message: {from: a@practice.example, to: [x@one.example], body: At noon?}
                    expect: {x@one.example: {protection: tls}}
                """);

        assertThat(RulesText.read(rules).rules())
                .isInstanceOfSatisfying(
                        RuleSetResult.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(error -> error.line() + ": " + error.text())
                                .satisfiesExactly(
                                        second -> assertThat(second).startsWith("5: unknown field `b` of `lists`"),
                                        noon -> assertThat(noon).startsWith("8: this is not valid YAML")));
    }

    @Test
    void aTextWithoutAFolderHasNoListFiles() {
        assertThat(RuleSet.parse("version: 1\nlists: {a: {file: a.txt}}\n", "rules.yaml"))
                .isEqualTo(new RuleSetResult.Invalid(List.of(new RuleError(
                        "rules.yaml",
                        2,
                        12,
                        "a list from a file is read only where this is a file on disk, write its entries"))));
    }

    private static RuleSet valid(RulesText text) {
        return switch (text.rules()) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
