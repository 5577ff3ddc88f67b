package org.sealpost.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/**
 * The program. Exit status: 0 done, 1 a check failed or the gateway refused, 2 the command line is wrong; errors are
 * one line on standard error.
 */
@QuarkusMain
@Command(
        name = "sealpost",
        description = "A secure e-mail gateway for medical practices.",
        subcommands = {ServeCommand.class, MailboxCommand.class, DemoCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {

    /** Runs one command and ends the process with its status. */
    public static void main(String... arguments) {
        System.exit(program(System.getenv()).execute(arguments));
    }

    /** Every command, in that environment. */
    static CommandLine program(Map<String, String> environment) {
        GatewayConnection gateway = new GatewayConnection(environment);
        return new CommandLine(new Main())
                .addSubcommand(RulesCommand.with(new DetectorInspection(), gateway))
                .addSubcommand(new PatientsCommand(gateway))
                .addSubcommand(CertificatesCommand.with(gateway))
                .addSubcommand(new MessagesCommand(gateway))
                .addSubcommand(new AccountsCommand(gateway))
                .addSubcommand(new DkimCommand(gateway))
                .addSubcommand(new KeysCommand(gateway, environment))
                .addSubcommand(new AuthorityCommand(gateway))
                .addSubcommand(new AuditCommand(gateway))
                .registerConverter(UUID.class, Main::id)
                .setParameterExceptionHandler(new OneLineUsage())
                .setExecutionExceptionHandler(new OneLineFailure());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new TypeConversionException("'" + text + "' is no id as the list shows it");
        }
    }
}
