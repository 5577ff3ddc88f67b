package org.sealpost.cli;

import org.sealpost.policy.MessageInspection;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sealpost rules}: checks, tests and explains a rules file, offline. */
@Command(
        name = "rules",
        description = "Checks, tests and explains a rules file, offline; docs/rules.md says how it is written.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class RulesCommand {

    private RulesCommand() {}

    /**
     * The command with its three subcommands.
     *
     * @param inspection the detectors that look into messages
     */
    static CommandLine with(MessageInspection inspection) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesCheckCommand())
                .addSubcommand(new RulesTestCommand(inspection))
                .addSubcommand(new RulesExplainCommand(inspection));
    }
}
