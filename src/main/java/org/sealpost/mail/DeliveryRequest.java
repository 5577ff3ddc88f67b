package org.sealpost.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the sender asked of everyone who carries the message on.
 *
 * @param requireTls only over TLS with proven names, to servers that promise the same (RFC 8689)
 * @param content how much a notification may carry (RFC 3461 section 4.3)
 * @param id the sender's own name of the envelope (section 4.4)
 * @param recipients what was asked for each recipient; those who are missing asked nothing
 */
public record DeliveryRequest(
        boolean requireTls,
        Optional<ReturnContent> content,
        Optional<EnvelopeId> id,
        Map<Mailbox, RecipientRequest> recipients) {

    private static final DeliveryRequest NONE =
            new DeliveryRequest(false, Optional.empty(), Optional.empty(), Map.of());

    public DeliveryRequest {
        Map<Mailbox, RecipientRequest> asked = new LinkedHashMap<>(recipients);
        asked.values().removeIf(RecipientRequest.none()::equals);
        recipients = Map.copyOf(asked);
    }

    /** Nothing was asked. */
    public static DeliveryRequest none() {
        return NONE;
    }

    /** The same with or without the demand for TLS all the way. */
    public DeliveryRequest requiringTls(boolean required) {
        return new DeliveryRequest(required, content, id, recipients);
    }

    /** What was asked for that recipient. */
    public RecipientRequest of(Mailbox recipient) {
        return recipients.getOrDefault(recipient, RecipientRequest.none());
    }
}
