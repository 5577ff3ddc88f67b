package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealpost audit}: the audit of a running gateway. */
@Command(
        name = "audit",
        description = "Follows, verifies and exports the audit of a running gateway.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AuditCommand {

    private static final String EVENTS = "/api/v1/audit/events";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    AuditCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(
            name = "tail",
            description = "Prints the last events, and then each as it comes, until you stop it.",
            mixinStandardHelpOptions = true)
    int tail(
            @Mixin PracticeOption practice,
            @Option(names = "--last", paramLabel = "N", defaultValue = "10", description = "How many come first.")
                    int last,
            @Option(names = "--json", description = "Whole CloudEvents, one a line.") boolean whole)
            throws GatewayException {
        PrintWriter out = spec.commandLine().getOut();
        String path = EVENTS + practice.query("follow", "true", "last", String.valueOf(last));
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(gateway.open(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    out.println(whole ? line : brief(json.readTree(line)));
                    out.flush();
                }
            }
        } catch (IOException gone) {
            throw new GatewayException("The gateway ended the stream: start the command again when it is back.");
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "verify",
            description = "Proves the audit whole; the exit status is 1 when it is not.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--practice",
                            paramLabel = "ID",
                            description = "The practice whose chain alone is verified; every practice's when missing.")
                    Optional<String> practice)
            throws GatewayException {
        JsonNode found = gateway.get(
                "/api/v1/audit/verify" + practice.map(PracticeOption::queryOf).orElse(""));
        PrintWriter out = spec.commandLine().getOut();
        String amount = Counted.of(found.path("events").asLong(), "event") + " in "
                + Counted.of(found.path("chains").asLong(), "chain");
        if (found.path("intact").asBoolean()) {
            out.println("intact: " + amount);
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        JsonNode broken = found.path("firstBroken");
        out.println("BROKEN: " + amount + "; at event "
                + broken.path("sequence").asLong() + " of practice "
                + printable(broken.path("practice").asText()) + ": "
                + broken.path("what").asText());
        out.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            name = "export",
            description = "Writes the events of a period as CloudEvents, one a line.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin PracticeOption practice,
            @Option(names = "--from", paramLabel = "TIME", defaultValue = "", description = "A date (UTC) or a time.")
                    String from,
            @Option(
                            names = "--to",
                            paramLabel = "TIME",
                            defaultValue = "",
                            description = "The first moment after the period; now when missing.")
                    String to,
            @Option(
                            names = "--output",
                            paramLabel = "FILE",
                            description = "Where it goes; standard output when missing.")
                    Optional<Path> output)
            throws GatewayException {
        try (InputStream events = gateway.open(EVENTS + practice.query("from", from, "to", to))) {
            if (output.isPresent()) {
                Files.copy(events, output.get(), StandardCopyOption.REPLACE_EXISTING);
            } else {
                PrintWriter out = spec.commandLine().getOut();
                new InputStreamReader(events, StandardCharsets.UTF_8).transferTo(out);
                out.flush();
            }
            return CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            throw new GatewayException("The export was cut off: check that "
                    + output.map(Path::toString).orElse("standard output")
                    + " can be written and the gateway is there, then start it again.");
        }
    }

    private static String brief(JsonNode event) {
        String text = MessageText.time(event.path("time").asText()) + "  "
                + event.path("type").asText().replaceFirst("^org\\.sealpost\\.", "") + "  "
                + event.path("subject").asText("-");
        return printable(text);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
