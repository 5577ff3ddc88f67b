package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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

    /** The message, if the session is good and the message is its own; else nothing, whatever the reason. */
    @Transactional
    Optional<Opened> open(Secret session, UUID message) {
        Instant now = Instant.now();
        Optional<KeptMessage> own = sessions.message(session, message, now);
        own.ifPresent(kept -> sessions.seen(session, now));
        return own.flatMap(this::open);
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
