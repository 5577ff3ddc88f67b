package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost certificates anchors}: whose word on certificates counts for a practice, through a running gateway. */
@Command(
        name = "anchors",
        description = "Lists, adds and removes the authorities whose word on certificates counts, and gives CRLs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AnchorsCommand {

    private static final String ANCHORS = "/api/v1/trust-anchors";
    private static final String LISTS = "/api/v1/revocation-lists";
    private static final int DAY = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    AnchorsCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(name = "list", description = "Lists the practice's own anchors.", mixinStandardHelpOptions = true)
    int list(@Mixin PracticeOption practice) throws GatewayException {
        print(gateway.get(ANCHORS + practice.query()));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "add", description = "Trusts the authorities of a PEM file.", mixinStandardHelpOptions = true)
    int add(
            @Mixin PracticeOption practice,
            @Option(
                            names = "--bundle",
                            paramLabel = "NAME",
                            defaultValue = "default",
                            description = "What you call those that belong together; ${DEFAULT-VALUE} when missing.")
                    String bundle,
            @Option(
                            names = "--revocation",
                            paramLabel = "required|offered|soft|off",
                            defaultValue = "",
                            description = "How strictly revocation is asked for under them; as the gateway's setting"
                                    + " says when missing.")
                    String revocation,
            @Parameters(paramLabel = "FILE.pem", description = "One authority or more.") Path file)
            throws GatewayException {
        print(send(ANCHORS + practice.query("bundle", bundle, "revocation", revocation), file));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "remove",
            description = "Trusts an authority, or all of a bundle, no longer.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "FINGERPRINT|BUNDLE", description = "Which, as the list shows it.") String which)
            throws GatewayException {
        String path =
                ANCHORS + "/" + URLEncoder.encode(which, StandardCharsets.UTF_8).replace("+", "%20") + ":remove";
        print(gateway.post(path + practice.query()));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "crl",
            description = "Gives a CRL, DER or PEM, of an authority whose own places cannot be asked;"
                    + " without a file, lists those that were given.",
            mixinStandardHelpOptions = true)
    int crl(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "The CRL.") @Nullable Path file)
            throws GatewayException {
        if (file != null) {
            send(LISTS + practice.query(), file);
        }
        TextTable table = new TextTable("AUTHORITY", "REVOKES", "FROM", "UNTIL");
        gateway.get(LISTS + practice.query())
                .forEach(one -> table.row(
                        one.path("issuer").asText(),
                        one.path("entries").asText(),
                        day(one.path("thisUpdate")),
                        day(one.path("nextUpdate"))));
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private JsonNode send(String path, Path file) throws GatewayException {
        try {
            return gateway.post(path, "application/x-pem-file", BodyPublishers.ofFile(file));
        } catch (FileNotFoundException missing) {
            throw new GatewayException("There is no readable file " + file + ".");
        }
    }

    /** Fingerprints whole, as they are what is copied to remove one. */
    private void print(JsonNode anchors) {
        TextTable table = new TextTable("BUNDLE", "AUTHORITY", "REVOCATION", "UNTIL", "FINGERPRINT");
        anchors.forEach(one -> table.row(
                one.path("bundle").asText(),
                one.path("subject").asText(),
                one.path("revocation").isTextual() ? one.path("revocation").asText() : "-",
                day(one.path("notAfter")),
                one.path("fingerprint").asText()));
        table.print(spec.commandLine().getOut());
    }

    private static String day(JsonNode time) {
        return time.asText().length() < DAY ? "-" : time.asText().substring(0, DAY);
    }
}
