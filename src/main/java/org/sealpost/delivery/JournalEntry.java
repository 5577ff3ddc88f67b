package org.sealpost.delivery;

import java.util.List;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/**
 * What is about to leave, for the journal.
 *
 * @param envelope with the recipients whom the next hop accepts
 * @param protection the key of the level at which it leaves
 * @param nextHop {@code host:port}
 * @param certificates fingerprints of the certificates it is encrypted to
 * @param content the message as it leaves; what is encrypted to its recipient, as it was before: the journal could not
 *     read it otherwise
 */
public record JournalEntry(
        PracticeId practice,
        MessageId message,
        Envelope envelope,
        String protection,
        String nextHop,
        List<String> certificates,
        RawMessage content) {

    public JournalEntry {
        certificates = List.copyOf(certificates);
    }
}
