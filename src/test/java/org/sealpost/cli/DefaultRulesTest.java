package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.policy.Decider;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RuleTest;
import org.sealpost.policy.RuleTestFile;
import org.sealpost.policy.RuleTestRunner;
import org.sealpost.policy.RulesText;

/** The rules that Sealpost comes with decide as their tests say, with the detectors of the gateway. */
class DefaultRulesTest {

    private static final Path RULES = Path.of("config", "rules.yaml");
    private static final Path TESTS = Path.of("config", "rules.test.yaml");

    @TestFactory
    Stream<DynamicTest> decideAsTheTestsBesideThemSay() throws IOException {
        return switch (RuleTestFile.read(TESTS)) {
            case RuleTestFile.Result.Valid(Decider decider, List<RuleTest> tests) -> run(tests, decider);
            case RuleTestFile.Result.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }

    @TestFactory
    Stream<DynamicTest> decideAsTheTestsWithinThemSay() throws IOException {
        return run(rules().tests(), new Decider(rules()));
    }

    @Test
    void areNotWarnedOf() throws IOException {
        assertThat(rules().warnings()).isEmpty();
    }

    /** So that nobody takes a rule out, or adds one, and no test sees it. */
    @Test
    void haveATestOfEachRule() throws IOException {
        String tests = Files.readString(TESTS);
        assertThat(rules().names()).allSatisfy(name -> assertThat(tests).contains(name));
    }

    private static RuleSet rules() throws IOException {
        return switch (RulesText.read(RULES).rules()) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }

    private static Stream<DynamicTest> run(List<RuleTest> tests, Decider decider) {
        assertThat(tests).isNotEmpty();
        return new RuleTestRunner(new DetectorInspection())
                .run(tests, decider).stream()
                        .map(result -> DynamicTest.dynamicTest(
                                result.name(),
                                () -> assertThat(result.mismatches()).isEmpty()));
    }
}
