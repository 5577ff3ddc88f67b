package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost accounts}: who signs in to hand mail over, through a running gateway. */
@Command(
        name = "accounts",
        description = "Makes, lists and disables the accounts by which servers and devices sign in to hand mail over.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AccountsCommand {

    private static final String PATH = "/api/v1/accounts";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    AccountsCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(name = "add", description = "Makes an account and prints its password.", mixinStandardHelpOptions = true)
    int add(
            @Mixin PracticeOption practice,
            @Option(
                            names = "--sender",
                            paramLabel = "ADDRESS|DOMAIN",
                            description =
                                    "What it may send as; repeat for several; all of the practice's when missing.")
                    List<String> senders,
            @Option(
                            names = "--certificate",
                            paramLabel = "SHA-256|NAME",
                            description =
                                    "The client certificate that stands for it, by fingerprint or by a name in it.")
                    String certificate,
            @Parameters(paramLabel = "LOGIN", description = "The name to sign in with.") String login)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance.objectNode().put("login", login);
        if (senders != null) {
            senders.forEach(form.putArray("senders")::add);
        }
        if (certificate != null) {
            form.put("certificate", certificate);
        }
        printPassword(gateway.post(PATH + practice.query(), form));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "list", description = "Lists the practice's accounts.", mixinStandardHelpOptions = true)
    int list(@Mixin PracticeOption practice) throws GatewayException {
        TextTable table = new TextTable("LOGIN", "STATE", "SENDERS", "CERTIFICATE");
        for (JsonNode account : gateway.get(PATH + practice.query())) {
            List<String> senders = new ArrayList<>();
            account.path("senders").forEach(sender -> senders.add(sender.asText()));
            table.row(
                    account.path("login").asText(),
                    account.path("disabled").asBoolean() ? "disabled" : "active",
                    senders.isEmpty() ? "all" : String.join(" ", senders),
                    account.path("certificate").asText("-"));
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "reset",
            description = "Gives an account a new password, prints it, and lets it sign in again if it was disabled.",
            mixinStandardHelpOptions = true)
    int reset(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "LOGIN", description = "Whose password.") String login)
            throws GatewayException {
        printPassword(gateway.post(path(practice, login, "reset")));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "disable", description = "Ends the use of an account.", mixinStandardHelpOptions = true)
    int disable(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "LOGIN", description = "Which account.") String login)
            throws GatewayException {
        gateway.post(path(practice, login, "disable"));
        say("Disabled: " + login + " can sign in no more.");
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "certificate",
            description = "Lets a client certificate stand for an account, or none when it is missing.",
            mixinStandardHelpOptions = true)
    int certificate(
            @Mixin PracticeOption practice,
            @Parameters(paramLabel = "LOGIN", description = "Which account.") String login,
            @Parameters(
                            paramLabel = "SHA-256|NAME",
                            arity = "0..1",
                            description = "Its fingerprint, or a DNS name or e-mail address in it.")
                    String certificate)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        if (certificate != null) {
            form.put("certificate", certificate);
        }
        gateway.post(path(practice, login, "certificate"), form);
        say(certificate == null ? "No certificate stands for it any more." : "The certificate stands for it.");
        return CommandLine.ExitCode.OK;
    }

    private static String path(PracticeOption practice, String login, String what) {
        return PATH + "/" + URLEncoder.encode(login, StandardCharsets.UTF_8) + ":" + what + practice.query();
    }

    private void printPassword(JsonNode account) {
        say("The password of " + account.path("login").asText() + " is shown this once:");
        say(account.path("password").asText());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
