package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Entries of lists that match nothing, or not what was meant, are named where they stand, with what to write. */
class ListWarningsTest {

    private static final String BY_DOMAIN = "recipient.domain in lists.some";
    private static final String BY_ADDRESS = "sender.address in lists.some";

    /** @param warning empty when none is wanted */
    private record Case(String entry, String when, String warning) {}

    @TestFactory
    Stream<DynamicTest> warnsOfEntriesThatMatchNothing() {
        return Stream.of(
                        never(
                                "'*.hospital.example'",
                                BY_DOMAIN,
                                "recipient.domain is one whole name and never \"*.hospital.example\": for every name that ends so ask recipient.domain.endsWith(\".hospital.example\")"),
                        never(
                                ".hospital.example",
                                BY_DOMAIN,
                                "recipient.domain is one whole name and never \".hospital.example\": for every name that ends so ask recipient.domain.endsWith(\".hospital.example\")"),
                        never(
                                "lab.example.",
                                BY_DOMAIN,
                                "recipient.domain is a name alone and never \"lab.example.\", write \"lab.example\""),
                        never(
                                "' lab.example '",
                                BY_DOMAIN,
                                "recipient.domain is a name alone and never \" lab.example \", write \"lab.example\""),
                        never(
                                "'https://lab.example/'",
                                BY_DOMAIN,
                                "recipient.domain is a name alone and never \"https://lab.example/\", write \"lab.example\""),
                        never(
                                "'@lab.example'",
                                BY_DOMAIN,
                                "recipient.domain is what stands behind the \"@\" and never \"@lab.example\", write \"lab.example\""),
                        never(
                                "'*@lab.example'",
                                BY_DOMAIN,
                                "recipient.domain is what stands behind the \"@\" and never \"*@lab.example\", write \"lab.example\""),
                        never(
                                "ada@lab.example",
                                BY_DOMAIN,
                                "recipient.domain is what stands behind the \"@\" and never \"ada@lab.example\", compare recipient.address with it"),
                        never(
                                "'a.example, b.example'",
                                BY_DOMAIN,
                                "recipient.domain never is \"a.example, b.example\": write each by itself"),
                        never(
                                "a.example;b.example",
                                BY_DOMAIN,
                                "recipient.domain never is \"a.example;b.example\": write each by itself"),
                        never(
                                "lab_one.example",
                                BY_DOMAIN,
                                "recipient.domain never is \"lab_one.example\": the domain has a character that domains do not have"),
                        never(
                                "192.0.2.1",
                                BY_DOMAIN,
                                "recipient.domain never is \"192.0.2.1\": a domain that ends in a number looks like an IP address"),
                        never(
                                "lab.example",
                                BY_ADDRESS,
                                "sender.address is a whole address and never \"lab.example\", compare sender.domain with it"),
                        never("ada", BY_ADDRESS, "sender.address is a whole address and never \"ada\""),
                        never(
                                "Ada Roe <ada@lab.example>",
                                BY_ADDRESS,
                                "sender.address is an address alone and never \"ada roe <ada@lab.example>\", write \"ada@lab.example\""),
                        never(
                                "'mailto:ada@lab.example'",
                                BY_ADDRESS,
                                "sender.address is an address alone and never \"mailto:ada@lab.example\", write \"ada@lab.example\""),
                        never(
                                "ada@lab.example.",
                                BY_ADDRESS,
                                "sender.address is an address alone and never \"ada@lab.example.\", write \"ada@lab.example\""),
                        never(
                                "ada@lab.example joe@lab.example",
                                BY_ADDRESS,
                                "sender.address never is \"ada@lab.example joe@lab.example\": write each by itself"),
                        never(
                                "fridya",
                                "time.weekday in lists.some",
                                "time.weekday never has \"fridya\", did you mean `friday`?"),
                        never(
                                "'*.lab.example'",
                                "lists.some.exists(d, recipient.domain.endsWith(d))",
                                "recipient.domain has no `*` and never \"*.lab.example\", write \".lab.example\""),
                        new Case(
                                "'*@lab.example'",
                                BY_ADDRESS,
                                "\"*@lab.example\" stands for no other address: to match everyone there, compare sender.domain with \"lab.example\""),
                        new Case(
                                "FAX",
                                "message.subject in lists.some",
                                "lists are read in lower case, and message.subject keeps its case and never has \"FAX\" from here: compare message.subject.lowerAscii()"),
                        new Case(
                                "FAX",
                                "lists.some.exists(w, message.subject.contains(w))",
                                "lists are read in lower case, and message.subject keeps its case and never has \"FAX\" from here: compare message.subject.lowerAscii()"),
                        new Case("bücher.example", BY_DOMAIN, ""),
                        new Case("ada@xn--bcher-kva.example", BY_ADDRESS, ""),
                        new Case(
                                "Good.Example",
                                BY_DOMAIN,
                                "\"Good.Example\" is in this list already, in line 3: keep one"),
                        new Case("Lab.Example", BY_DOMAIN, ""),
                        new Case("FAX", "message.subject.lowerAscii() in lists.some", ""),
                        new Case("FAX", "lists.some.exists(w, message.header('x-y').lowerAscii() == w)", ""),
                        new Case("ada@lab.example", BY_DOMAIN + " || " + "recipient.address in lists.some", ""),
                        new Case("'*.lab.example'", "patient.known", ""),
                        new Case("'*.lab.example'", "size(lists.some) > 5 || " + BY_DOMAIN, ""),
                        new Case(
                                "'*.lab.example'",
                                "!(" + BY_DOMAIN + ")",
                                "this entry matches nothing: recipient.domain is one whole name and never \"*.lab.example\": for every name that ends so ask recipient.domain.endsWith(\".lab.example\")"))
                .map(one -> DynamicTest.dynamicTest(one.entry() + " for " + one.when(), () -> check(one)));
    }

    private static Case never(String entry, String when, String why) {
        return new Case(entry, when, "this entry matches nothing: " + why);
    }

    private static void check(Case one) {
        String good =
                one.when().contains("address") && !one.when().contains("domain") ? "good@good.example" : "good.example";
        String fit = one.when().contains("weekday") ? "friday" : good;
        RuleSet rules = Sample.rules("version: 1\nlists:\n  some: [" + fit + ",\n    " + one.entry()
                + "]\nrules:\n  - {name: a, when: \"" + one.when() + "\", require: tls}\n");

        assertThat(rules.warnings())
                .extracting(RuleWarning::toString)
                .isEqualTo(one.warning().isEmpty() ? List.of() : List.of("rules.yaml:4:5: warning: " + one.warning()));
    }

    @Test
    void namesTheFileAndLineOfAListThatStandsByItself(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"),
                "version: 1\nlists: {labs: {file: labs.txt}}\nrules:\n"
                        + "  - {name: a, when: recipient.domain in lists.labs, require: tls}\n");
        Path labs = Files.writeString(
                folder.resolve("labs.txt"), "# ours\nlab.example\n  *.lab.example  # all\nLAB.example\n");

        if (RulesText.read(rules).rules() instanceof RuleSetResult.Valid(RuleSet read)) {
            assertThat(read.warnings())
                    .extracting(RuleWarning::toString)
                    .satisfiesExactly(
                            one -> assertThat(one).startsWith(labs + ":3:3: warning: this entry matches nothing: "),
                            two -> assertThat(two)
                                    .isEqualTo(
                                            labs
                                                    + ":4:1: warning: \"LAB.example\" is in this list already, in line 2: keep one"));
        } else {
            throw new AssertionError("the rules are not valid");
        }
    }

    @Test
    void matchesBothSpellingsOfADomain() {
        RuleSet rules = Sample.rules("version: 1\nlists: {some: [Bücher.example, ada@xn--bcher-kva.example]}\n");

        assertThat(rules.lists().entries().get("some"))
                .containsExactly(
                        "bücher.example", "xn--bcher-kva.example", "ada@xn--bcher-kva.example", "ada@bücher.example");
    }

    @Test
    void saysOfAnEmptyListThatTheRuleNeverMatches() {
        assertThat(Sample.rules("version: 1\nlists: {some: []}\nrules:\n  - {name: a, when: \"" + BY_DOMAIN
                                + "\", require: tls}\n")
                        .warnings())
                .extracting(RuleWarning::toString)
                .containsExactly("rules.yaml:4:39: warning: this rule never matches: the list lists.some is empty");
    }
}
