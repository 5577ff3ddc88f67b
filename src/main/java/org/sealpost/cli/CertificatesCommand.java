package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost certificates}: recipients' certificates, through a running gateway. */
@Command(
        name = "certificates",
        description = "Imports recipients' certificates into a running gateway.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class CertificatesCommand {

    private static final int SHORT_FINGERPRINT = 16;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    CertificatesCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** The command with those below it. */
    static CommandLine with(GatewayConnection gateway) {
        return new CommandLine(new CertificatesCommand(gateway)).addSubcommand(new AnchorsCommand(gateway));
    }

    @Command(name = "import", description = "Imports the certificates of PEM files.", mixinStandardHelpOptions = true)
    int importFiles(
            @Mixin PracticeOption practice,
            @Option(names = "--pin", description = "Trust them by your word, as self-signed ones must be.") boolean pin,
            @Parameters(paramLabel = "FILE.pem", arity = "1..*", description = "One certificate or more each.")
                    List<Path> files)
            throws GatewayException {
        TextTable table = new TextTable("FINGERPRINT", "ADDRESSES", "TRUSTED", "REASON");
        for (Path file : files) {
            JsonNode imported;
            try {
                imported = gateway.post(
                        "/api/v1/certificates" + practice.query("pin", String.valueOf(pin)),
                        "application/x-pem-file",
                        BodyPublishers.ofFile(file));
            } catch (FileNotFoundException missing) {
                throw new GatewayException("There is no readable file " + file + ".");
            }
            imported.forEach(one -> {
                List<String> addresses = new ArrayList<>();
                one.path("addresses").forEach(address -> addresses.add(address.asText()));
                table.row(
                        one.path("fingerprint").asText().substring(0, SHORT_FINGERPRINT) + "…",
                        addresses.isEmpty() ? "-" : String.join(", ", addresses),
                        one.path("trusted").asBoolean() ? "yes" : "no",
                        one.path("reason").asText());
            });
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
