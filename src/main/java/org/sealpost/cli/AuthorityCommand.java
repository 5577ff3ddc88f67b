package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost ca}: the practice's internal certificate authority, through a running gateway. */
@Command(
        name = "ca",
        description = "The practice's internal authority: gives staff and patients keys with certificates.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AuthorityCommand {

    private static final String PATH = "/api/v1/authority";
    private static final int DAY = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    AuthorityCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(name = "create", description = "Makes the authority.", mixinStandardHelpOptions = true)
    int create(
            @Mixin PracticeOption practice,
            @Option(names = "--algorithm", paramLabel = "NAME", description = "rsa-3072 when missing.") @Nullable
                    String algorithm,
            @Option(
                            names = "--permit",
                            paramLabel = "DOMAIN",
                            description = "It certifies addresses of such domains only; repeat for several.")
                    @Nullable
                    List<String> permitted,
            @Option(names = "--replace", description = "It follows the one that there is.") boolean replace,
            @Parameters(paramLabel = "NAME", description = "As people see it: the practice's.") String name)
            throws GatewayException {
        ObjectNode form =
                JsonNodeFactory.instance.objectNode().put("name", name).put("replace", replace);
        if (algorithm != null) {
            form.put("algorithm", algorithm);
        }
        if (permitted != null) {
            permitted.forEach(form.putArray("permittedDomains")::add);
        }
        JsonNode made = gateway.post(PATH + practice.query(), form);
        say(made.path("certificate").asText().strip());
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "certificate",
            description = "Prints the certificate of the authority that issues, for those who are to trust it.",
            mixinStandardHelpOptions = true)
    int certificate(@Mixin PracticeOption practice) throws GatewayException {
        for (JsonNode one : gateway.get(PATH + practice.query())) {
            if (one.path("state").asText().equals("active")) {
                say(one.path("certificate").asText().strip());
                return CommandLine.ExitCode.OK;
            }
        }
        throw new GatewayException("The practice has no authority: make one first (ca create).");
    }

    @Command(
            name = "issue",
            description = "Gives a person a key and a certificate in a PKCS#12 file, and prints its password once.",
            mixinStandardHelpOptions = true)
    int issue(
            @Mixin PracticeOption practice,
            @Option(names = "--name", paramLabel = "NAME", description = "The person's name in the certificate.")
                    @Nullable
                    String name,
            @Option(names = "--patient", description = "For a patient; else for staff.") boolean patient,
            @Option(names = "--algorithm", paramLabel = "NAME", description = "rsa-3072 when missing.") @Nullable
                    String algorithm,
            @Parameters(paramLabel = "ADDRESS", description = "Whose it is.") String address,
            @Parameters(paramLabel = "FILE.p12", description = "A file that does not exist yet.") Path file)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance
                .objectNode()
                .put("address", address)
                .put("holder", patient ? "patient" : "staff");
        if (name != null) {
            form.put("name", name);
        }
        if (algorithm != null) {
            form.put("algorithm", algorithm);
        }
        SecretFile.refuseExisting(file);
        JsonNode issued = gateway.post(PATH + ":issue" + practice.query(), form);
        try {
            SecretFile.write(file, issued.path("pkcs12").binaryValue());
        } catch (IOException none) {
            throw new GatewayException("The answer holds no file: is SEALPOST_URL the address of a Sealpost?");
        }
        say("Written: " + file + ". Its password is shown this once; tell it by another way than the file goes:");
        say(issued.path("password").asText());
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "list", description = "Lists what was issued.", mixinStandardHelpOptions = true)
    int list(@Mixin PracticeOption practice) throws GatewayException {
        TextTable table = new TextTable("FINGERPRINT", "ADDRESS", "HOLDER", "EXPIRES", "REVOKED");
        for (JsonNode one : gateway.get(PATH + "/certificates" + practice.query())) {
            table.row(
                    one.path("fingerprint").asText(),
                    one.path("address").asText(),
                    one.path("holder").asText(),
                    one.path("notAfter").asText().substring(0, DAY),
                    one.path("revokedAt").asText("-"));
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "revoke",
            description = "Revokes a certificate that was issued; no mail is encrypted for it any more.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin PracticeOption practice,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Names no patient.")
                    String reason,
            @Parameters(paramLabel = "FINGERPRINT", description = "As the list shows it.") String fingerprint)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance.objectNode().put("reason", reason);
        gateway.post(PATH + "/certificates/" + fingerprint + ":revoke" + practice.query(), form);
        say("Revoked: " + fingerprint);
        return CommandLine.ExitCode.OK;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
