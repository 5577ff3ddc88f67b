package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** What the practice's staff do for a patient who cannot sign in. */
@ApplicationScoped
public class PortalDesk {

    private static final Logger LOG = Logger.getLogger(PortalDesk.class);

    private final KeptMessages messages;
    private final SignInCodes codes;

    PortalDesk(KeptMessages messages, SignInCodes codes) {
        this.messages = messages;
        this.codes = codes;
    }

    /** What the portal keeps of a message of the practice: one for each patient it was kept for. */
    @Transactional
    public List<PortalState> of(PracticeId practice, MessageId message) {
        return messages.ofMessage(practice, message.value()).stream()
                .map(PortalState::of)
                .toList();
    }

    /**
     * Lets the patient try again.
     *
     * @param portalMessage the portal's id of the message
     * @return false when the practice has no such message
     */
    @Transactional
    public boolean unlock(PracticeId practice, UUID portalMessage, Actor by) {
        Optional<KeptMessage> found = messages.lock(practice, portalMessage);
        found.ifPresent(message -> {
            message.lockedAt = null;
            message.tries = 0;
            LOG.infof("Portal message %s was unlocked by %s.", message.id, by.id());
        });
        return found.isPresent();
    }

    /**
     * A code to read to a patient on the telephone, once the practice is sure who is calling. The patient gives the
     * birth date in the portal first; the code alone opens nothing.
     *
     * @param portalMessage the portal's id of the message
     * @return empty when the practice has no such message, or it is no longer kept
     */
    @Transactional
    public Optional<OneTimeCode> giveCode(PracticeId practice, UUID portalMessage, Actor by) {
        return messages.lock(practice, portalMessage)
                .filter(message -> message.shreddedAt == null)
                .map(message -> {
                    OneTimeCode code = OneTimeCode.next();
                    codes.persist(new SignInCode(message, Optional.empty(), false, code, Instant.now()));
                    LOG.infof("A code for portal message %s was given by %s.", message.id, by.id());
                    return code;
                });
    }
}
