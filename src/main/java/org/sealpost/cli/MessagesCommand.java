package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost messages}: what became of messages, through a running gateway. */
@Command(
        name = "messages",
        description = "Lists and explains messages of a running gateway, and decides about those that are held.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class MessagesCommand {

    private static final String PATH = "/api/v1/messages";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;

    MessagesCommand(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    @Command(name = "list", description = "Lists messages, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin PracticeOption practice,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many.")
                    int limit,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "",
                            description = "Only those with a recipient in that state, such as held or queued.")
                    String state)
            throws GatewayException {
        JsonNode page = gateway.get(PATH + practice.query("limit", String.valueOf(limit), "state", state));
        TextTable table = new TextTable("RECEIVED", "ID", "KIND", "RECIPIENT", "PROTECTION", "STATE", "WHY");
        for (JsonNode message : page.path("messages")) {
            for (JsonNode recipient : message.path("recipients")) {
                table.row(
                        MessageText.time(message.path("receivedAt").asText()),
                        message.path("id").asText(),
                        message.path("kind").asText("-"),
                        MessageText.party(recipient.path("recipient")),
                        recipient.path("decision").path("protection").asText("-"),
                        recipient.path("state").asText(),
                        // Sealpost's own mail is decided when it is first tried.
                        recipient
                                .path("decision")
                                .path("summary")
                                .asText(recipient.path("note").asText()));
            }
        }
        table.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "show", description = "Explains one message.", mixinStandardHelpOptions = true)
    int show(@Mixin PracticeOption practice, @Parameters(paramLabel = "ID") UUID id) throws GatewayException {
        new MessageText(spec.commandLine().getOut()).print(gateway.get(PATH + "/" + id + practice.query()));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "release", description = "Lets a held message go on.", mixinStandardHelpOptions = true)
    int release(@Mixin MessageAndOptionalReason message) throws GatewayException {
        return act(message, "release", "released");
    }

    @Command(
            name = "refuse",
            description = "Ends a held or waiting message; its sender is told.",
            mixinStandardHelpOptions = true)
    int refuse(@Mixin MessageAndOptionalReason message) throws GatewayException {
        return act(message, "refuse", "refused");
    }

    @Command(
            name = "hold",
            description = "Holds a waiting message until it is released.",
            mixinStandardHelpOptions = true)
    int hold(@Mixin MessageAndReason message) throws GatewayException {
        return act(message, "hold", "held");
    }

    @Command(
            name = "cancel",
            description = "Ends a held or waiting message; nobody is told.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin MessageAndReason message) throws GatewayException {
        return act(message, "cancel", "cancelled");
    }

    @Command(
            name = "reroute",
            description = "Sends a waiting message by another next hop, at once and as well protected.",
            mixinStandardHelpOptions = true)
    int reroute(
            @Mixin MessageAndReason message,
            @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "The next hop.") String to)
            throws GatewayException {
        return post(message.practice(), message.id(), "reroute", message.json().put("to", to), "goes there");
    }

    @Command(name = "retry", description = "Tries a waiting message at once.", mixinStandardHelpOptions = true)
    int retry(@Mixin MessageAndOptionalReason message) throws GatewayException {
        return act(message, "retry", "due now");
    }

    private int act(ChosenMessage message, String action, String done) throws GatewayException {
        return post(message.practice(), message.id(), action, message.json(), done);
    }

    private int post(PracticeOption practice, UUID id, String action, ObjectNode body, String done)
            throws GatewayException {
        JsonNode answer = gateway.post(PATH + "/" + id + ":" + action + practice.query(), body);
        spec.commandLine()
                .getOut()
                .println(Counted.of(answer.path("parts").asLong(), "part") + " of the message " + done);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
