package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.inspect.PhiKind;

/** What docs/rules.md shows works, what config/rules.yaml starts with is right, and no variable is undocumented. */
class RulesDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "rules.md");
    private static final Path SMIME = Path.of("docs", "smime.md");
    private static final Path DEFAULTS = Path.of("config", "rules.yaml");
    private static final String OPENING = "```yaml\n";
    private static final String CLOSING = "```\n";

    @TestFactory
    Stream<DynamicTest> everyTestInTheExamplesPasses() throws IOException {
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        return examples.stream().flatMap(RulesDocumentTest::tests);
    }

    @TestFactory
    Stream<DynamicTest> everyTestInTheExampleOfTheSmimeDocumentPasses() throws IOException {
        List<String> examples = examples(SMIME);
        assertThat(examples).hasSize(1);
        return tests(examples.getFirst());
    }

    @TestFactory
    Stream<DynamicTest> everyTestInTheDefaultRulesPasses() throws IOException {
        return tests(Files.readString(DEFAULTS));
    }

    @Test
    void everyVariableFieldLevelAndFunctionIsDocumented() throws IOException {
        String document = Files.readString(DOCUMENT);
        VariableTypes types = new VariableTypes(RuleLists.none());
        for (String variable : types.variables().keySet()) {
            for (String field : types.fieldsOf(variable)) {
                assertThat(document).contains("`" + variable + "." + field + "`");
            }
        }
        for (String field : types.fieldsOf("attachment")) {
            assertThat(document).contains("each with").contains("`" + field + "`");
        }
        for (String key : Protection.keys()) {
            assertThat(document).contains("| `" + key + "` |");
        }
        for (String demand : List.of(
                "require",
                "exactly",
                "refuse",
                "hold",
                "via",
                "tag",
                "disclaimer",
                "invite",
                "smime",
                "sign",
                "certificates",
                "note")) {
            assertThat(document).contains("| `" + demand + ":");
        }
    }

    private static Stream<DynamicTest> tests(String yaml) {
        RuleSet rules = Sample.rules(yaml);
        assertThat(rules.tests()).isNotEmpty();
        return dynamic(new RuleTestRunner(new LabelInspection()).run(rules));
    }

    private static Stream<DynamicTest> dynamic(List<RuleTestResult> results) {
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.name(), () -> assertThat(result.mismatches()).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> everyTestInTheExampleOfATestFilePasses(@TempDir Path folder) throws IOException {
        Files.copy(DEFAULTS, folder.resolve("rules.yaml"));
        String example = all(DOCUMENT).stream()
                .filter(one -> one.startsWith("rules:"))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("example.test.yaml"), example);
        return switch (RuleTestFile.read(file)) {
            case RuleTestFile.Result.Valid(Decider decider, List<RuleTest> tests) ->
                dynamic(new RuleTestRunner(new LabelInspection()).run(tests, decider));
            case RuleTestFile.Result.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }

    @Test
    void everyFieldOfTestsAndEveryKindIsDocumented() throws IOException {
        String document = Files.readString(DOCUMENT);
        JsonNode definitions = new ObjectMapper()
                .readTree(Path.of("config", "rules.schema.json").toFile())
                .path("definitions");
        for (String structure : List.of("test", "patient", "expectation", "message")) {
            definitions
                    .path(structure)
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(field -> assertThat(document).contains("`" + field + "`"));
        }
        for (PhiKind kind : PhiKind.values()) {
            assertThat(document).contains("`" + kind.key() + "`");
        }
    }

    /** The rules files that docs/rules.md shows. */
    static List<String> examples() throws IOException {
        return examples(DOCUMENT);
    }

    private static List<String> examples(Path document) throws IOException {
        return all(document).stream()
                .filter(example -> example.startsWith("version:"))
                .toList();
    }

    private static List<String> all(Path document) throws IOException {
        String markdown = Files.readString(document);
        List<String> examples = new ArrayList<>();
        int at = markdown.indexOf(OPENING);
        while (at >= 0) {
            int end = markdown.indexOf(CLOSING, at + OPENING.length());
            examples.add(markdown.substring(at + OPENING.length(), end));
            at = markdown.indexOf(OPENING, end);
        }
        return examples;
    }
}
