package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost patients}: patients and consents, through a running gateway. */
@Command(
        name = "patients",
        description =
                "Patients and their consents: imports lists, shows and revokes consents, through a running gateway.",
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
        out.println("Whoever is only in a line that is wrong in more than its consent or telephone is not on record:"
                + " mail to them is mail to a stranger until the line is put right.");
        out.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            name = "consents",
            description = "Shows every record of a patient's wishes, newest first.",
            mixinStandardHelpOptions = true)
    int consents(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "PATIENT", description = "The practice's id of the patient.") String patient)
            throws GatewayException {
        TextTable table =
                new TextTable("ID", "KIND", "CHANNELS", "ONLY AT", "PURPOSES", "RECORDED", "EXPIRES", "HOW", "REVOKED");
        String path = "/api/v1/patients/" + URLEncoder.encode(patient, StandardCharsets.UTF_8) + "/consents";
        for (JsonNode consent : gateway.get(path + practice.query())) {
            table.row(
                    consent.path("id").asText(),
                    consent.path("kind").asText(),
                    texts(consent.path("channels")),
                    texts(consent.path("onlyAt")),
                    texts(consent.path("purposes")),
                    consent.path("recordedAt").asText(),
                    consent.path("expiresAt").asText("-"),
                    consent.path("method").asText("-"),
                    consent.path("revokedAt").asText("-"));
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "revoke",
            description = "Takes a consent, a request or an authorisation back; it holds for the next message.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "ID", description = "The record's id, as 'patients consents' shows it.") UUID id,
            @Option(names = "--reason", required = true, description = "Why, for the record.") String reason)
            throws GatewayException {
        gateway.post(
                "/api/v1/consents/" + id + ":revoke" + practice.query(),
                JsonNodeFactory.instance.objectNode().put("reason", reason));
        spec.commandLine().getOut().println("Revoked: it holds for the next message.");
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts.isEmpty() ? "-" : String.join(";", texts);
    }
}
