package org.sealpost.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleTestResult;
import org.sealpost.policy.RuleTestRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules test FILE…}: runs the tests that stand in rules files. */
@Command(name = "test", description = "Runs the tests that stand in rules files.", mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {

    private final RuleTestRunner runner;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The rules files.")
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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Optional<RuleSet> rules = new RulesFileOnDisk(file).read(errors);
        if (rules.isEmpty()) {
            return false;
        }
        List<RuleTestResult> results = runner.run(rules.get());
        for (RuleTestResult result : results) {
            out.println((result.passed() ? "ok    " : "WRONG ") + result.name());
            result.mismatches()
                    .forEach(mismatch -> errors.println(
                            file + ":" + mismatch.line() + ": \"" + result.name() + "\": " + mismatch.text()));
        }
        long wrong = results.stream().filter(result -> !result.passed()).count();
        out.println(file + ": " + Counted.of(results.size(), "test") + ", "
                + (wrong == 0 ? "all pass." : wrong + " wrong."));
        return wrong == 0;
    }
}
