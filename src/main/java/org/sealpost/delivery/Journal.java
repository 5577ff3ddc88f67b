package org.sealpost.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.HostName;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.smtp.client.NextHop;

/**
 * Copies of what leaves, for the practice's archive. A copy is durable before the dot of its message, so that nothing
 * leaves without one; it goes when the message has gone, or when nobody can tell. It goes at the message's level or
 * above, or waits until it can, without an end.
 */
@ApplicationScoped
public class Journal {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final DeliveryQueue queue;
    private final LeaseKeeper leases;
    private final Outcomes outcomes;
    private final String host;
    private final Optional<Mailbox> address;
    private final Optional<NextHop> nextHop;

    Journal(
            DeliveryQueue queue,
            LeaseKeeper leases,
            Outcomes outcomes,
            JournalSettings settings,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.queue = queue;
        this.leases = leases;
        this.outcomes = outcomes;
        this.host = HostName.of(hostname);
        this.address = settings.address().map(Journal::mailbox);
        this.nextHop = settings.nextHop().map(NextHop::parse);
    }

    /** A copy that is not on its way yet; one of the two ends must be called. */
    public interface Copy {

        /** The message left, or nobody can tell: so does the copy. */
        void left();

        /** The message did not leave: there is no copy. */
        void stayed();
    }

    /** Sealpost's id of the message that a copy is of. */
    public static String copied(RawMessage copy) {
        return copy.value(JournalReport.OF).orElse("");
    }

    /** Whether copies are kept at all. */
    public boolean isKept() {
        return address.isPresent();
    }

    /**
     * Makes a copy durable, before the dot. Where this instance dies before it knows what became of the message, the
     * copy goes when its lease ends.
     *
     * @throws RuntimeException when it could not be committed: the message must not leave
     */
    public Copy prepare(JournalEntry entry) {
        Mailbox journal = address.orElseThrow(() -> new IllegalStateException("no journal is kept"));
        // Lists go by ids in order of time.
        UUID id = TimeOrderedUuid.next();
        Instant now = Instant.now();
        RawMessage report = JournalReport.write(host, journal, entry.message(), entry);
        QueuedPart part = new QueuedPart(
                id,
                entry.practice(),
                // A copy is a message of its own: what becomes of it is nothing that becomes of its message.
                new MessageId(id),
                QueuedPart.Kind.JOURNAL,
                QueuedPart.Form.ORIGINAL,
                QueuedPart.State.QUEUED,
                new Envelope(
                        ReversePath.none(),
                        List.of(journal),
                        BodyType.EIGHT_BIT_MIME,
                        !journal.isAscii(),
                        // What its sender asked for the message's way holds for the copy's.
                        DeliveryRequest.none()
                                .requiringTls(entry.envelope().request().requireTls())),
                entry.protection(),
                nextHop,
                Optional.empty(),
                "a copy for the journal",
                report.size(),
                0,
                now,
                now,
                QueuedPart.NO_END,
                Optional.empty());
        Lease lease = QuarkusTransaction.requiringNew().call(() -> queue.addLeased(part, report));
        return new Prepared(lease, leases.keep(lease, now));
    }

    /** Copies of this instance. */
    private final class Prepared implements Copy {

        private final Lease lease;
        private final LeaseKeeper.Kept kept;

        private Prepared(Lease lease, LeaseKeeper.Kept kept) {
            this.lease = lease;
            this.kept = kept;
        }

        @Override
        public void left() {
            end(() -> queue.makeDue(lease, Optional.empty(), QueuedPart.NO_END));
        }

        @Override
        public void stayed() {
            end(() -> queue.remove(lease));
        }

        /** However often it must be tried: a copy of what stayed would go when its lease ends. */
        private void end(Callable<Boolean> change) {
            try (LeaseKeeper.Kept untilThen = kept) {
                outcomes.store(new MessageId(lease.part()), () -> {
                    if (!QuarkusTransaction.requiringNew().call(change)) {
                        throw new LeaseLostException(lease);
                    }
                });
            } catch (LeaseLostException lost) {
                LOG.debugf("The copy %s for the journal is another instance's, or was settled.", lease.part());
            }
        }
    }

    private static Mailbox mailbox(String text) {
        try {
            return Mailbox.parse(text);
        } catch (InvalidMailboxException wrong) {
            throw new IllegalArgumentException(
                    "sealpost.journal.address is no address: " + wrong.getMessage() + ".", wrong);
        }
    }
}
