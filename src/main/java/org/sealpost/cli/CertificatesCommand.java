package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        description = "Imports recipients' certificates into a running gateway and looks after them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class CertificatesCommand {

    private static final String PASSWORD = "X-Sealpost-File-Password";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    CertificatesCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** With the commands below it. */
    static CommandLine with(GatewayConnection gateway) {
        return new CommandLine(new CertificatesCommand(gateway))
                .addSubcommand(new CapabilitiesCommand(gateway))
                .addSubcommand(new AnchorsCommand(gateway));
    }

    @Command(
            name = "import",
            description = "Imports the certificates of PEM, DER, PKCS#7 and PKCS#12 files.",
            mixinStandardHelpOptions = true)
    int importFiles(
            @Mixin PracticeOption practice,
            @Option(names = "--pin", description = "Trust them by your word, as self-signed ones must be.") boolean pin,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description = "Holds the password of PKCS#12 files, on its first line.")
                    Path passwordFile,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "One certificate or more each.")
                    List<Path> files)
            throws GatewayException {
        List<String> passedOver = new ArrayList<>();
        TextTable table = new TextTable("ADDRESSES", "TRUSTED", "FINGERPRINT", "REASON");
        Map<String, String> headers = passwordFile == null
                ? Map.of()
                : Map.of(
                        PASSWORD,
                        URLEncoder.encode(password(passwordFile), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        for (Path file : files) {
            JsonNode imported;
            try {
                imported = gateway.post(
                        "/api/v1/certificates" + practice.query("pin", String.valueOf(pin)),
                        "application/octet-stream",
                        headers,
                        BodyPublishers.ofFile(file));
            } catch (FileNotFoundException missing) {
                throw new GatewayException("There is no readable file " + file + ".");
            }
            imported.forEach(one -> {
                List<String> addresses = new ArrayList<>();
                one.path("addresses").forEach(address -> addresses.add(address.asText()));
                table.row(
                        addresses.isEmpty() ? "-" : String.join(", ", addresses),
                        one.path("trusted").asBoolean() ? "yes" : "no",
                        // Whole: it is what is copied to confirm it, and compared on the telephone to pin it.
                        one.path("fingerprint").asText(),
                        one.path("reason").asText());
                one.path("passedOver")
                        .forEach(other -> passedOver.add("Passed over in "
                                + one.path("fingerprint").asText() + ": "
                                + other.path("address").asText().replaceAll("\\p{Cntrl}", "?") + " "
                                + other.path("reason").asText() + "."));
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        passedOver.forEach(out::println);
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "confirm",
            description = "Answers for a certificate that came by mail, though its key is another than the known one.",
            mixinStandardHelpOptions = true)
    int confirm(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "FINGERPRINT", description = "In full.") String fingerprint)
            throws GatewayException {
        gateway.post("/api/v1/certificates/" + URLEncoder.encode(fingerprint, StandardCharsets.UTF_8) + ":confirm"
                + practice.query());
        spec.commandLine()
                .getOut()
                .println("Confirmed: it is used from the next message on, if nothing else is wrong with it.");
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static String password(Path file) throws GatewayException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            throw new GatewayException("There is no readable file " + file + ".");
        }
    }
}
