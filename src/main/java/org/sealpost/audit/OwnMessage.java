package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.MessageId;

/**
 * A message that Sealpost wrote itself and that waits or is held, as the queue knows it. No event says that it was
 * received, and before its first attempt none speaks of it at all.
 *
 * @param state what it waits for, as far as no event says otherwise
 * @param recipients by pseudonym only: whether their addresses may be seen is not the queue's to say
 * @param why it waits or is held, in Sealpost's or the staff's words; as in events, a word with an at sign is left out
 * @param retryAt when it is tried next; empty when it is held
 */
public record OwnMessage(
        MessageId id,
        MessageKind kind,
        Instant written,
        long size,
        RecipientState state,
        List<Pseudonym> recipients,
        String why,
        Optional<Instant> retryAt) {

    public OwnMessage {
        recipients = List.copyOf(recipients);
        why = EventText.clean(why);
    }
}
