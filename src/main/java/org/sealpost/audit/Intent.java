package org.sealpost.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What accounts of disclosures need of a {@code message.decided}.
 *
 * @param position its place among all events
 * @param attempt whose outcome follows
 * @param recipients that were decided about, by their pseudonyms
 * @param patients whom the message identified or goes to
 * @param consents ids of the consents that the decision rested on, whosesoever
 * @param nextHop {@code host:port} that the message was about to go to
 * @param protection the level that was decided
 */
record Intent(
        long position,
        Optional<UUID> attempt,
        Set<String> recipients,
        Set<String> patients,
        Set<UUID> consents,
        Optional<String> nextHop,
        Optional<String> protection) {

    private static final String CONSENT = "consent ";

    /** Reads one from its event's data. */
    static Intent of(long position, Optional<UUID> attempt, String json) {
        JsonNode data = EventJson.tree(json);
        JsonNode decision = data.path("decision");
        return new Intent(
                position,
                attempt,
                texts(data.path("recipients")),
                texts(decision.path("patients")),
                consents(decision),
                Optional.ofNullable(data.path("nextHop").textValue()),
                Optional.ofNullable(decision.path("protection").textValue()));
    }

    /** As the gateway writes them among the reasons. */
    private static Set<UUID> consents(JsonNode decision) {
        Set<UUID> consents = new LinkedHashSet<>();
        for (JsonNode reason : decision.path("reasons")) {
            String origin = reason.path("origin").asText("");
            if (origin.startsWith(CONSENT)) {
                uuid(origin.substring(CONSENT.length())).ifPresent(consents::add);
            }
        }
        return consents;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** Shows where it stands only. */
    @Override
    public String toString() {
        return "Intent[" + position + "]";
    }
}
