package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Explains a message, as the API tells it, for a reader at a terminal. */
record MessageText(PrintWriter out) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    void print(JsonNode message) {
        line("message   " + message.path("id").asText());
        line("kind      " + message.path("kind").asText("-"));
        line("received  " + time(message.path("receivedAt").asText()));
        line("from      " + (message.has("sender") ? party(message.path("sender")) : "<>"));
        for (JsonNode recipient : message.path("recipients")) {
            print(recipient.path("recipient"), recipient);
        }
        line("");
        TextTable events = new TextTable("TIME", "EVENT");
        message.path("events")
                .forEach(event -> events.row(
                        time(event.path("time").asText()), event.path("type").asText()));
        events.print(out);
    }

    /** An address, or the pseudonym of one that was deleted. */
    static String party(JsonNode party) {
        return party.path("address").asText(party.path("pseudonym").asText());
    }

    /** A time in this machine's zone. */
    static String time(String instant) {
        return instant.isEmpty() ? "" : TIME.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
    }

    private void print(JsonNode name, JsonNode recipient) {
        JsonNode decision = recipient.path("decision");
        line("");
        line(party(name) + ": " + decision.path("protection").asText("not decided yet") + ", "
                + recipient.path("state").asText());
        line("  why: " + decision.path("summary").asText("-"));
        for (JsonNode reason : decision.path("reasons")) {
            String level = reason.path("level").asText();
            String words = switch (reason.path("kind").asText()) {
                case "floor" -> "at least " + level;
                case "exclusion" -> "not " + level;
                case "infeasible" -> "not possible: " + level;
                default -> "lost: " + level;
            };
            line("  " + words + ", " + reason.path("why").asText() + " ("
                    + reason.path("origin").asText() + ")");
        }
        fact("found", decision.path("findings"));
        fact("next hop", recipient.path("nextHop"));
        fact("tls", recipient.path("tls").path("version"));
        fact("proven by", recipient.path("tls").path("verifiedBy"));
        fact("reply", recipient.path("reply").path("code"));
        fact("note", recipient.path("note"));
        fact("next try", recipient.path("retryAt"));
    }

    private void fact(String name, JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.isEmpty() ? "" : value.toString();
        if (!text.isEmpty()) {
            line("  " + name + ": " + text);
        }
    }

    private void line(String text) {
        // What comes from elsewhere must not steer the terminal.
        out.println(text.replaceAll("\\p{Cntrl}", "?"));
    }
}
