package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/rules.md shows works, what config/rules.yaml starts with is right, and no variable is undocumented. */
class RulesDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "rules.md");
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
        for (String demand :
                List.of("require", "exactly", "refuse", "hold", "via", "tag", "disclaimer", "invite", "note")) {
            assertThat(document).contains("| `" + demand + ":");
        }
    }

    private static Stream<DynamicTest> tests(String yaml) {
        RuleSet rules = Sample.rules(yaml);
        assertThat(rules.tests()).isNotEmpty();
        return new RuleTestRunner(new LabelInspection())
                .run(rules).stream()
                        .map(result -> DynamicTest.dynamicTest(
                                result.name(),
                                () -> assertThat(result.mismatches()).isEmpty()));
    }

    /** The rules files that the document shows. */
    static List<String> examples() throws IOException {
        String markdown = Files.readString(DOCUMENT);
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
