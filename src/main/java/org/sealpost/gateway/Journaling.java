package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.Gate;
import org.sealpost.delivery.GateClosedException;
import org.sealpost.delivery.Journal;
import org.sealpost.delivery.JournalEntry;
import org.sealpost.delivery.TransferOutcome;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.Protection;
import org.sealpost.smtp.client.RecipientReply;

/** Puts the journal around a transfer: a copy is durable before the dot, and goes if the message went. */
@Singleton
final class Journaling {

    private final Journal journal;
    private final UnderWay underWay;

    Journaling(Journal journal, UnderWay underWay) {
        this.journal = journal;
        this.underWay = underWay;
    }

    /**
     * A copy of a message that is to be sent.
     *
     * @param original as it came
     * @param nextHop that carries it, which is known before the dot
     * @param octets as it is sent
     */
    record Sent(
            PracticeId practice,
            MessageId message,
            Envelope envelope,
            MessagePart part,
            Supplier<String> nextHop,
            RawMessage original,
            RawMessage octets) {

        private JournalEntry entry(List<RecipientReply> replies) {
            List<Mailbox> accepted = replies.stream()
                    .filter(one -> one.reply().isPositive())
                    .map(RecipientReply::recipient)
                    .toList();
            return new JournalEntry(
                    practice,
                    message,
                    envelope.to(accepted),
                    part.protection().key(),
                    nextHop.get(),
                    part.first().certificate().map(Fingerprint::of).map(Fingerprint::value).stream()
                            .toList(),
                    part.protection() == Protection.SMIME ? original : octets);
        }
    }

    /** The transfer itself. */
    interface Sending {
        TransferOutcome through(Gate gate) throws GateClosedException;
    }

    /**
     * Transfers.
     *
     * @param gate what else must be done before the dot
     * @throws GateClosedException when the copy or the gate could not be made: nothing was sent
     */
    TransferOutcome send(Sent sent, Sending sending, Gate gate) throws GateClosedException {
        if (!journal.isKept()) {
            return sending.through(gate);
        }
        List<Journal.Copy> copies = new ArrayList<>();
        // Whoever does not know whether it left says that it did.
        boolean left = true;
        try {
            TransferOutcome outcome = sending.through(replies -> {
                copies.add(prepare(sent.entry(replies)));
                gate.open(replies);
            });
            left = isGone(outcome);
            return outcome;
        } catch (GateClosedException closed) {
            left = false;
            throw closed;
        } finally {
            boolean gone = left;
            // The client need not wait for it: the copy is durable.
            copies.forEach(one -> underWay.start("journal-copy", () -> end(one, gone)));
        }
    }

    private Journal.Copy prepare(JournalEntry entry) throws GateClosedException {
        try {
            return journal.prepare(entry);
        } catch (RuntimeException databaseAway) {
            throw new GateClosedException("its copy for the journal could not be stored", databaseAway);
        }
    }

    private static void end(Journal.Copy copy, boolean left) {
        if (left) {
            copy.left();
        } else {
            copy.stayed();
        }
    }

    private static boolean isGone(TransferOutcome outcome) {
        return switch (outcome) {
            case TransferOutcome.Answered answered -> answered.reply().isPositive();
            case TransferOutcome.InDoubt inDoubt -> true;
            case TransferOutcome.NobodyAccepted nobody -> false;
            case TransferOutcome.Refused refused -> false;
            case TransferOutcome.Failed failed -> false;
        };
    }
}
