package org.sealpost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.policy.Decider;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleTest;
import org.sealpost.policy.RuleTestFile;
import org.sealpost.policy.RuleTestResult;
import org.sealpost.policy.RuleTestRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules test FILE…}: runs tests of rules, which stand in rules files or beside them. */
@Command(
        name = "test",
        description = "Runs the tests that stand in rules files, or in test files beside them.",
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {

    private final RuleTestRunner runner;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rules files and test files (*.test.yaml).")
    private List<Path> files = new ArrayList<>();

    RulesTestCommand(MessageInspection inspection) {
        this.runner = new RuleTestRunner(inspection);
    }

    @Override
    public Integer call() {
        boolean right = true;
        for (Path file : files) {
            right &= passes(file);
        }
        return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean passes(Path file) {
        boolean ofTests = new RulesFileOnDisk(file).isOfTests();
        Optional<List<RuleTestResult>> results = ofTests ? ofTestFile(file) : ofRulesFile(file);
        return results.filter(all -> report(file, all)).isPresent();
    }

    private Optional<List<RuleTestResult>> ofRulesFile(Path file) {
        return new RulesFileOnDisk(file).read(spec.commandLine().getErr()).map(runner::run);
    }

    private Optional<List<RuleTestResult>> ofTestFile(Path file) {
        PrintWriter errors = spec.commandLine().getErr();
        try {
            return switch (RuleTestFile.read(file)) {
                case RuleTestFile.Result.Valid(Decider decider, List<RuleTest> tests) ->
                    Optional.of(runner.run(tests, decider));
                case RuleTestFile.Result.Invalid(List<RuleError> wrong) -> {
                    wrong.forEach(errors::println);
                    yield Optional.empty();
                }
            };
        } catch (IOException unreadable) {
            errors.println("sealpost: " + file + " cannot be read; check that it is a UTF-8 file and its permissions.");
            return Optional.empty();
        }
    }

    /** Writes what became of each test, and says whether all are right. */
    private boolean report(Path file, List<RuleTestResult> results) {
        PrintWriter out = spec.commandLine().getOut();
        for (RuleTestResult result : results) {
            out.println((result.passed() ? "ok    " : "WRONG ") + result.name());
            result.mismatches()
                    .forEach(mismatch -> spec.commandLine()
                            .getErr()
                            .println(file + ":" + mismatch.line() + ": \"" + result.name() + "\": " + mismatch.text()));
        }
        long wrong = results.stream().filter(result -> !result.passed()).count();
        out.println(file + ": " + Counted.of(results.size(), "test") + ", "
                + (wrong == 0 ? "all pass." : wrong + " wrong."));
        return wrong == 0;
    }
}
