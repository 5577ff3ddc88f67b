package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.Sealer;

/** Keeps messages for patients. */
@ApplicationScoped
public class PortalStore {

    private final KeptMessages messages;
    private final Sealer sealer;
    private final PortalSettings settings;

    PortalStore(KeptMessages messages, Sealer sealer, PortalSettings settings) {
        this.messages = messages;
        this.sealer = sealer;
        this.settings = settings;
    }

    /** When a message that is stored now is shredded, by the setting {@code sealpost.portal.retention}. */
    public Instant expiry() {
        return Instant.now().plus(settings.retention());
    }

    /**
     * Seals a message and keeps it, in the caller's transaction. It appends no event: the caller's transaction holds
     * those, with the notice.
     *
     * @param message Sealpost's id of the message
     * @param patient Sealpost's id of the patient, the only one who may read it
     * @param recipient the mailbox that it was sent to and that the notice goes to
     * @param expires when it is shredded
     * @throws SealException when it cannot be sealed; nothing is stored then
     */
    @Transactional(value = TxType.MANDATORY, dontRollbackOn = SealException.class)
    public StoredMessage store(
            PracticeId practice,
            MessageId message,
            UUID patient,
            Mailbox recipient,
            RawMessage original,
            Instant expires)
            throws SealException {
        UUID id = TimeOrderedUuid.next();
        Secret token = Secret.next();
        Sealed sealed = sealer.seal(original.octets(), KeptMessage.associatedData(practice, id), expires);
        KeptMessage row = new KeptMessage(id, practice, message, patient, recipient, token, expires);
        row.keep(sealed, original.size());
        messages.keep(row);
        return new StoredMessage(id, link(token), sealed.keyId(), original.size(), expires);
    }

    /** Only ever from the setting: a Host header must not decide where patients are led. */
    private URI link(Secret token) {
        String base = settings.url().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + SignInResource.PATH + "/"
                + token.value());
    }
}
