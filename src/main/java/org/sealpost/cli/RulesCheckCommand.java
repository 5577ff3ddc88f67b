package org.sealpost.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.policy.RuleSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules check FILE}: whether a rules file is valid. */
@Command(name = "check", description = "Says whether a rules file is valid.", mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The rules file.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        Optional<RuleSet> rules = new RulesFileOnDisk(file).read(line.getErr());
        if (rules.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        rules.get().warnings().forEach(line.getErr()::println);
        line.getOut()
                .println(file + " is valid: " + Counted.of(rules.get().names().size(), "rule") + ", "
                        + Counted.of(rules.get().tests().size(), "test") + ".");
        return CommandLine.ExitCode.OK;
    }
}
