package org.sealpost.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.MessageId;

/** What becomes of a message that is kept for a patient. The event's message is the one that the practice sent. */
public sealed interface PortalEvent extends EventData {

    /** Whom it is kept for. */
    Pseudonym recipient();

    /** The portal's own id of what it keeps. */
    UUID portalMessage();

    /**
     * Sealed and kept.
     *
     * @param keyId of the key-encryption key
     * @param size octets of the message before it was sealed
     */
    record Stored(Pseudonym recipient, UUID portalMessage, String patient, String keyId, long size, Instant expires)
            implements PortalEvent {}

    /**
     * The notice left.
     *
     * @param notice the message that is the notice, empty when it did not go by e-mail
     */
    record Notified(Pseudonym recipient, UUID portalMessage, Optional<MessageId> notice) implements PortalEvent {}

    /** The patient proved who they are and read it. */
    record Opened(Pseudonym recipient, UUID portalMessage, String patient) implements PortalEvent {}

    /**
     * The patient answered.
     *
     * @param reply the message that carries the answer to the practice
     */
    record Replied(Pseudonym recipient, UUID portalMessage, String patient, MessageId reply) implements PortalEvent {}

    /**
     * Its time was over and it is no longer kept.
     *
     * @param opened whether it was ever read
     */
    record Expired(Pseudonym recipient, UUID portalMessage, boolean opened) implements PortalEvent {}
}
