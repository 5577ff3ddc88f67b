package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/**
 * What became of a message, recipient by recipient, and every event of it in order. Addresses are in it: for the
 * practice's staff only.
 *
 * @param receivedAt when the first event of it happened
 * @param sender empty for the null path
 * @param size octets as received, 0 when Sealpost made the message itself
 */
public record MessageView(
        MessageId id,
        PracticeId practice,
        Instant receivedAt,
        Optional<Party> sender,
        long size,
        List<RecipientView> recipients,
        List<EventView> events) {

    public MessageView {
        recipients = List.copyOf(recipients);
        events = List.copyOf(events);
    }
}
