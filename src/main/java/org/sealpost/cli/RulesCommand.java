package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.RulesText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules}: checks, tests, explains and compares rules offline, and keeps their versions through a running gateway. */
@Command(
        name = "rules",
        description = {
            "Checks, tests, explains and compares rules, offline; lists, brings into force and brings back the versions of a"
                    + " running gateway.",
            "docs/rules.md says how rules are written."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class RulesCommand {

    private static final String PATH = "/api/v1/rules";

    /** Where the versions are. */
    static final String VERSIONS = PATH + "/versions";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    private RulesCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /**
     * The command with its subcommands.
     *
     * @param inspection the detectors that look into messages
     */
    static CommandLine with(MessageInspection inspection, GatewayConnection gateway) {
        return new CommandLine(new RulesCommand(gateway))
                .addSubcommand(new RulesCheckCommand())
                .addSubcommand(new RulesTestCommand(inspection))
                .addSubcommand(new RulesExplainCommand(inspection))
                .addSubcommand(new RulesDiffCommand(inspection, gateway));
    }

    @Command(name = "versions", description = "Lists the versions, the newest first.", mixinStandardHelpOptions = true)
    int versions(@Mixin PracticeOption practice) throws GatewayException {
        TextTable table = new TextTable("VERSION", "CREATED", "AUTHOR", "SHA-256", "RESTORES", "REASON");
        for (JsonNode version : gateway.get(VERSIONS + practice.query())) {
            table.row(
                    version.path("number").asText(),
                    MessageText.time(version.path("createdAt").asText()),
                    version.path("author").asText(),
                    version.path("sha256").asText().substring(0, 12),
                    version.path("restores").asText("-"),
                    version.path("reason").asText("-"));
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "show", description = "Prints the text of a version.", mixinStandardHelpOptions = true)
    int show(@Mixin PracticeOption practice, @Parameters(paramLabel = "VERSION") long number)
            throws GatewayException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream text = gateway.open(VERSIONS + "/" + number + practice.query())) {
            out.print(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "put",
            description = {
                "Brings a rules file into force, with the lists that it names.",
                "Without --practice for the whole installation; a practice's own rules add to these."
            },
            mixinStandardHelpOptions = true)
    int put(@Mixin PracticeOption practice, @Parameters(paramLabel = "FILE") Path file)
            throws GatewayException, IOException {
        RulesFileOnDisk onDisk = new RulesFileOnDisk(file);
        if (onDisk.read(spec.commandLine().getErr()).isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        inForce(gateway.put(
                PATH + practice.query(),
                "text/yaml",
                BodyPublishers.ofString(RulesText.read(file).yaml())));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "restore",
            description = "Brings the text of an older version into force again, as a new version.",
            mixinStandardHelpOptions = true)
    int restore(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "VERSION") long number,
            @Option(names = "--reason", required = true, description = "For the record; names no patient.")
                    String reason)
            throws GatewayException {
        inForce(gateway.post(
                VERSIONS + "/" + number + ":restore" + practice.query(),
                JsonNodeFactory.instance.objectNode().put("reason", reason)));
        return CommandLine.ExitCode.OK;
    }

    private void inForce(JsonNode version) {
        String restored = Optional.ofNullable(version.get("restores"))
                .map(number -> ", with the text of version " + number.asText())
                .orElse("");
        PrintWriter out = spec.commandLine().getOut();
        out.println("Version " + version.path("number").asText() + " is in force" + restored + ".");
        out.flush();
    }
}
