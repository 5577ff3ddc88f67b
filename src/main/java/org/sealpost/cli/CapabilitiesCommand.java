package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost certificates capabilities}: what recipients' mail programs can read, through a running gateway. */
@Command(
        name = "capabilities",
        description = "Sets and lists what recipients' mail programs can read: several cannot read AES-GCM.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class CapabilitiesCommand {

    private static final String PATH = "/api/v1/certificate-capabilities";
    private static final String WHOSE = "A certificate's fingerprint, an address, or a domain.";
    private static final int FINGERPRINT = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    CapabilitiesCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(
            name = "set",
            description = "Sets them, in place of what signed mail told.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin PracticeOption practice,
            @Parameters(index = "0", paramLabel = "WHOSE", description = WHOSE) String whose,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "CAPABILITIES",
                            description = "Such as aes-256-cbc rsa-pkcs1.")
                    List<String> capabilities)
            throws GatewayException {
        ObjectNode form = form(whose).put("capabilities", String.join(" ", capabilities));
        gateway.post(PATH + ":set" + practice.query(), form);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "unset", description = "Forgets what was set.", mixinStandardHelpOptions = true)
    int unset(@Mixin PracticeOption practice, @Parameters(paramLabel = "WHOSE", description = WHOSE) String whose)
            throws GatewayException {
        gateway.post(PATH + ":unset" + practice.query(), form(whose));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "list", description = "Lists what was set and what was learnt.", mixinStandardHelpOptions = true)
    int list(@Mixin PracticeOption practice) throws GatewayException {
        TextTable table = new TextTable("SCOPE", "WHOSE", "CAPABILITIES", "BY");
        for (JsonNode one : gateway.get(PATH + practice.query())) {
            table.row(
                    one.path("scope").asText(),
                    one.path("name").asText(),
                    one.path("capabilities").asText(),
                    one.path("setBy").asText());
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    /** An address has an at sign; a fingerprint has no dot and the length of one. */
    private static ObjectNode form(String whose) {
        boolean fingerprint = whose.replace(":", "").length() == FINGERPRINT && whose.indexOf('.') < 0;
        return JsonNodeFactory.instance
                .objectNode()
                .put(whose.indexOf('@') >= 0 ? "address" : fingerprint ? "certificate" : "domain", whose);
    }
}
