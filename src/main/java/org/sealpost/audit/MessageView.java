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
 * @param kind empty for mail that Sealpost wrote itself once it has left the queue
 * @param receivedAt when the first event of it happened; of Sealpost's own mail that waits, when it was written
 * @param sender empty for the null path
 * @param size octets as received; of Sealpost's own mail as it waits, and 0 once it has left the queue
 */
public record MessageView(
        MessageId id,
        Optional<MessageKind> kind,
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
