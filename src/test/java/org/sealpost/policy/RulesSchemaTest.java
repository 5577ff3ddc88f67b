package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What editors are told of the rules file by config/rules.schema.json is what Sealpost says of it. */
class RulesSchemaTest {

    private static final Path SCHEMA = Path.of("config", "rules.schema.json");
    private static final Path TESTS = Path.of("config", "rules.test.schema.json");
    private static final String RULE = "version: 1\nrules:\n  - {name: a, when: 'true', %s}\n";
    private static final String TEST =
            "version: 1\ntests:\n  - {name: a, message: {from: a@b.example, to: [c@d.example]}"
                    + ", expect: {c@d.example: {protection: plain}}%s}\n";

    private record Case(String behaviour, String yaml) {}

    @TestFactory
    Stream<DynamicTest> takesWhatSealpostTakes() throws IOException {
        List<Case> right = new ArrayList<>(List.of(
                new Case("the file that comes with Sealpost", Files.readString(Path.of("config", "rules.yaml"))),
                new Case("an empty set", "version: 1\n"),
                new Case("a list of one word", "version: 1\nlists: {labs: lab.example.org}\n"),
                new Case("to hold without a reason", RULE.formatted("hold: true")),
                new Case("a way alone", RULE.formatted("via: 'smtp.example.org:25'")),
                new Case("a disclaimer alone", RULE.formatted("disclaimer: For the addressee only.")),
                new Case("an invitation alone", RULE.formatted("invite: true")),
                new Case("what a mail program can read", RULE.formatted("smime: [aes-256-cbc, rsa-pkcs1]")),
                new Case("a signature alone", RULE.formatted("sign: true")),
                new Case("where certificates are", RULE.formatted("certificates: [ldap, directory]")),
                new Case("one level that is not possible", TEST.formatted(", infeasible: smime")),
                new Case("a list in a file", "version: 1\nlists: {labs: {file: labs.txt}}\n"),
                new Case(
                        "what a test may say of patients",
                        TEST.formatted(", patients: {c@d.example: [{status: wrote-first"
                                + ", part2: true, restricted: true}, {channels: tls, marketing: true, request: [portal]}]}, certificates: []"
                                + ", malware: x, address: first-time, uninspectable: true")),
                new Case(
                        "all that can be expected",
                        TEST.formatted("")
                                .replace(
                                        "protection: plain",
                                        "rules: [], without: [], tags: [], notices: x, invite: false")),
                new Case("no e-mail at all", TEST.formatted(", patients: {c@d.example: {channels: none}}"))));
        for (String example : RulesDocumentTest.examples()) {
            right.add(new Case("an example of the document", example));
        }
        return each(right, one -> {
            if (!one.yaml().contains("file:")) {
                assertThat(RuleSet.parse(one.yaml(), "rules.yaml")).isInstanceOf(RuleSetResult.Valid.class);
            }
            assertThat(faults(one.yaml())).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatSealpostRefuses() {
        List<Case> wrong = List.of(
                new Case("no version", "rules: []\n"),
                new Case("a list of a misspelt file", "version: 1\nlists: {labs: {fiel: labs.txt}}\n"),
                new Case("an unknown status", TEST.formatted(", patients: {c@d.example: {status: gone}}")),
                new Case("an unknown doubt", TEST.formatted(", address: [odd]")),
                new Case("an address of nobody", TEST.formatted(", patients: {c@d.example: []}")),
                new Case("a version of the future", "version: 2\n"),
                new Case("a misspelt section", "version: 1\nrulez: []\n"),
                new Case("a list's name that conditions cannot say", "version: 1\nlists: {my-labs: [x.example]}\n"),
                new Case("rules that are no list", "version: 1\nrules: 7\n"),
                new Case("a rule without a condition", "version: 1\nrules:\n  - {name: a, require: tls}\n"),
                new Case("a misspelt field of a rule", RULE.formatted("requires: tls")),
                new Case("a rule that does nothing", RULE.formatted("note: why")),
                new Case("two demands", RULE.formatted("require: tls, refuse: 'No.'")),
                new Case("an unknown level", RULE.formatted("require: verified_tls")),
                new Case("a level that is no demand", RULE.formatted("require: reject")),
                new Case("to hold false", RULE.formatted("hold: false")),
                new Case("to hold false, in another word", RULE.formatted("hold: no")),
                new Case("to hold false, in a letter", RULE.formatted("hold: n")),
                new Case("to hold false, in quotes", RULE.formatted("hold: \"no\"")),
                new Case("to hold false, in quotes and capitals", RULE.formatted("hold: 'False'")),
                new Case("to refuse false", RULE.formatted("refuse: false")),
                new Case("to refuse false, in another word", RULE.formatted("refuse: no")),
                new Case("to refuse without a text", RULE.formatted("refuse: 'True'")),
                new Case("to add nothing", RULE.formatted("disclaimer: off")),
                new Case("not to invite", RULE.formatted("invite: false")),
                new Case("not to sign", RULE.formatted("sign: false")),
                new Case("an old cipher", RULE.formatted("smime: 3des")),
                new Case("a source of certificates that is none", RULE.formatted("certificates: web")),
                new Case("a way without a port", RULE.formatted("via: smtp.example.org")),
                new Case(
                        "a test that expects nothing",
                        "version: 1\ntests:\n  - {name: a, message: {from: a@b.example, to: [c@d.example]}, expect: {}}\n"),
                new Case("a misspelt field of a test", TEST.formatted(", patient: {}")),
                new Case("an unknown channel", TEST.formatted(", patients: {c@d.example: {channels: [fax]}}")),
                new Case("an unknown purpose", TEST.formatted(", patients: {c@d.example: {purposes: [gossip]}}")),
                new Case(
                        "none beside a channel", TEST.formatted(", patients: {c@d.example: {channels: [none, tls]}}")));
        return each(wrong, one -> {
            assertThat(RuleSet.parse(one.yaml(), "rules.yaml")).isInstanceOf(RuleSetResult.Invalid.class);
            assertThat(faults(one.yaml())).isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> knowsTestFiles() throws IOException {
        String right = Files.readString(Path.of("config", "rules.test.yaml"));
        String small = "rules: rules.yaml\ntests:\n  - {name: a, message: %s, expect: {c@d.example: {rule: x}}}\n";
        return Stream.of(
                DynamicTest.dynamicTest(
                        "the file that comes with Sealpost",
                        () -> assertThat(faults(TESTS, right)).isEmpty()),
                DynamicTest.dynamicTest(
                        "a message in a file",
                        () -> assertThat(faults(TESTS, small.formatted("{file: a.eml}")))
                                .isEmpty()),
                DynamicTest.dynamicTest(
                        "a message in a file and written out",
                        () -> assertThat(faults(TESTS, small.formatted("{file: a.eml, subject: Hi}")))
                                .isNotEmpty()),
                DynamicTest.dynamicTest(
                        "no rules",
                        () -> assertThat(faults(TESTS, "tests: []\n")).isNotEmpty()),
                DynamicTest.dynamicTest(
                        "a misspelt section",
                        () -> assertThat(faults(TESTS, right + "patient: {}\n")).isNotEmpty()));
    }

    @Test
    void knowsTheSameWordsAsSealpost() throws IOException {
        JsonNode definitions = new ObjectMapper().readTree(SCHEMA.toFile()).path("definitions");

        assertThat(words(definitions, "protection")).isEqualTo(Protection.keys());
        assertThat(words(definitions, "demanded")).isEqualTo(Protection.keys().subList(0, Protection.REJECT.ordinal()));
        assertThat(words(definitions, "channel")).isEqualTo(ConsentChannel.keys());
        assertThat(words(definitions, "purpose")).isEqualTo(ConsentPurpose.keys());
        assertThat(words(definitions, "doubt")).isEqualTo(AddressFinding.keys());
    }

    /** A check of one case; reads a file. */
    @FunctionalInterface
    private interface Check {
        void of(Case one) throws IOException;
    }

    private static Stream<DynamicTest> each(List<Case> cases, Check check) {
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.behaviour(), () -> check.of(one)));
    }

    private static List<String> faults(String yaml) throws IOException {
        return faults(SCHEMA, yaml);
    }

    private static List<String> faults(Path file, String yaml) throws IOException {
        // By its place, so that one schema finds the other beside it, as an editor does.
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(file.toUri());
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    private static List<String> words(JsonNode definitions, String name) {
        List<String> words = new ArrayList<>();
        definitions.path(name).path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }
}
