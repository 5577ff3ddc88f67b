package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost patients}: patients and consents, through a running gateway. */
@Command(
        name = "patients",
        description = "Imports patients and their consents into a running gateway.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class PatientsCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    PatientsCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(
            name = "import",
            description = "Imports a list; lines that are wrong are printed, and the exit status is then 1.",
            mixinStandardHelpOptions = true)
    int importList(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "FILE.csv", description = "CSV in UTF-8 with a header line.") Path file)
            throws GatewayException {
        JsonNode report;
        try {
            report =
                    gateway.post("/api/v1/patients:import" + practice.query(), "text/csv", BodyPublishers.ofFile(file));
        } catch (FileNotFoundException missing) {
            throw new GatewayException("There is no readable file " + file + ".");
        }
        var out = spec.commandLine().getOut();
        out.println(report.path("imported").asInt() + " imported, "
                + report.path("updated").asInt() + " updated, "
                + report.path("unchanged").asInt() + " unchanged, "
                + report.path("refused").size() + " refused");
        TextTable refused = new TextTable("LINE", "REASON");
        report.path("refused")
                .forEach(line -> refused.row(
                        line.path("line").asText(), line.path("reason").asText()));
        if (report.path("refused").isEmpty()) {
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        refused.print(out);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
