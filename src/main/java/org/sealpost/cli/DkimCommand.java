package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost dkim}: the keys by which a domain signs its mail, through a running gateway. */
@Command(
        name = "dkim",
        description = "Makes, activates, rotates and removes the keys by which a domain signs its mail (DKIM).",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class DkimCommand {

    private static final String PATH = "/api/v1/dkim-keys";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    DkimCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(
            name = "add",
            description = "Makes keys of a domain and prints the DNS records to publish.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin PracticeOption practice,
            @Option(
                            names = "--algorithm",
                            paramLabel = "rsa|ed25519",
                            description = "Repeat for both; both when missing.")
                    List<String> algorithms,
            @Parameters(paramLabel = "DOMAIN", description = "A domain of the practice.") String domain)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance.objectNode().put("domain", domain);
        if (algorithms != null) {
            algorithms.forEach(form.putArray("algorithms")::add);
        }
        printRecords(gateway.post(PATH + practice.query(), form));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "list", description = "Lists keys and what is to be done.", mixinStandardHelpOptions = true)
    int list(
            @Mixin PracticeOption practice,
            @Option(names = "--records", description = "Prints their DNS records instead.") boolean records)
            throws GatewayException {
        JsonNode keys = gateway.get(PATH + practice.query());
        if (records) {
            printRecords(keys);
        } else {
            printKeys(keys);
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "activate",
            description = "Signs with the new keys from now on, if DNS shows their records.",
            mixinStandardHelpOptions = true)
    int activate(
            @Mixin PracticeOption practice,
            @Option(names = "--force", description = "Does not ask DNS.") boolean force,
            @Parameters(paramLabel = "DOMAIN", description = "Whose keys.") String domain)
            throws GatewayException {
        printKeys(change(domain, "activate", practice.query("force", String.valueOf(force))));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "rotate",
            description = "Makes successors of the active keys and prints the DNS records to publish.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "DOMAIN", description = "Whose keys.") String domain)
            throws GatewayException {
        printRecords(change(domain, "rotate", practice.query()));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "remove",
            description = "Removes keys that never signed, and retired ones whose records are needed no more.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin PracticeOption practice,
            @Option(names = "--force", description = "Removes every key of the domain.") boolean force,
            @Parameters(paramLabel = "DOMAIN", description = "Whose keys.") String domain)
            throws GatewayException {
        PrintWriter out = spec.commandLine().getOut();
        change(domain, "remove", practice.query("force", String.valueOf(force)))
                .forEach(key -> out.println("Removed; take this TXT record from DNS: "
                        + key.path("recordName").asText()));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private JsonNode change(String domain, String what, String query) throws GatewayException {
        String path = PATH + "/" + URLEncoder.encode(domain, StandardCharsets.UTF_8) + ":" + what + query;
        return gateway.post(path);
    }

    private void printKeys(JsonNode keys) {
        TextTable table = new TextTable("DOMAIN", "SELECTOR", "STATE", "WHAT TO DO");
        for (JsonNode key : keys) {
            table.row(
                    key.path("domain").asText(),
                    key.path("selector").asText(),
                    key.path("state").asText(),
                    key.path("hint").asText("-"));
        }
        table.print(spec.commandLine().getOut());
    }

    /** A table would cut what is to be copied. */
    private void printRecords(JsonNode keys) {
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode key : keys) {
            out.println(key.path("recordName").asText() + ". TXT");
            out.println("    " + key.path("recordText").asText());
        }
        out.flush();
    }
}
