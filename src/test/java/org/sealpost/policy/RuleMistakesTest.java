package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mistakes that who looks after a practice's computers makes in a first rules file: each is named in one sentence, with its
 * place and with what was meant. They stand in {@code mistakes.txt}.
 */
class RuleMistakesTest {

    @TestFactory
    Stream<DynamicTest> namesWhatIsWrongAndWhatWasMeant() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("mistakes.txt"))) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\n==== ")).skip(1).map(RuleMistakesTest::test);
        }
    }

    private static DynamicTest test(String mistake) {
        String name = mistake.lines().findFirst().orElse("");
        String yaml = String.join(
                        "\n",
                        mistake.lines()
                                .skip(1)
                                .filter(line -> !line.startsWith("---> "))
                                .toList())
                + "\n";
        List<String> expected = mistake.lines()
                .filter(line -> line.startsWith("---> "))
                .map(line -> line.substring("---> ".length()))
                .toList();
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(expected).isNotEmpty();
            assertThat(RuleSet.parse(yaml, "rules.yaml")).isInstanceOf(RuleSetResult.Invalid.class);
            if (RuleSet.parse(yaml, "rules.yaml") instanceof RuleSetResult.Invalid(List<RuleError> errors)) {
                assertThat(errors)
                        .extracting(error -> error.line() + ":" + error.column() + ": " + error.text())
                        .isEqualTo(expected);
            }
        });
    }
}
