package org.sealpost.portal;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.Sealer;

/** Opens a kept message for the session that it belongs to. */
@ApplicationScoped
class MessageReading {

    private static final Logger LOG = Logger.getLogger(MessageReading.class);

    private final ReadingSessions sessions;
    private final PortalPractices practices;
    private final Sealer sealer;

    MessageReading(ReadingSessions sessions, PortalPractices practices, Sealer sealer) {
        this.sessions = sessions;
        this.practices = practices;
        this.sealer = sealer;
    }

    /** A message with whose it is. */
    record Opened(PortalPractice practice, MailView mail) {}

    /**
     * The message, if the session is good and the message is its own; else nothing, whatever the reason. The session's
     * idle time begins anew.
     */
    Optional<Opened> open(Secret session, UUID message) {
        Instant now = Instant.now();
        return read(() -> {
            Optional<KeptMessage> own = sessions.message(session, message, now);
            own.ifPresent(kept -> sessions.seen(session, now));
            return own;
        });
    }

    /**
     * The same for what a page loads by itself, which is no act of the patient's: nothing is written, so that many at a
     * time wait for no other.
     */
    Optional<Opened> openUnseen(Secret session, UUID message) {
        return read(() -> sessions.message(session, message, Instant.now()));
    }

    /** Unsealing and reading a large message take long: no connection to the database, which mail needs, is held. */
    private Optional<Opened> read(Callable<Optional<KeptMessage>> query) {
        return QuarkusTransaction.joiningExisting().call(query).flatMap(this::open);
    }

    /** Ends a session. */
    @Transactional
    void signOut(Secret session) {
        sessions.end(session);
    }

    private Optional<Opened> open(KeptMessage kept) {
        Optional<Sealed> sealed = kept.sealed();
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] octets = sealer.open(sealed.get(), KeptMessage.associatedData(kept.practice(), kept.id));
            return Optional.of(new Opened(practices.practice(kept.practice()), MailReader.read(octets)));
        } catch (SealException unreadable) {
            LOG.errorf("Portal message %s cannot be opened: %s", kept.id, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
