package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.certificate.IssuersOnRecord;
import org.sealpost.inspect.AuthorField;
import org.sealpost.keys.PracticeKeys;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.SmimeForm;
import org.sealpost.smime.ContentEncryption;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.SmimeException;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.smime.SmimeSigner;
import org.sealpost.smime.SmimeSigners;

/** Whether the practice signs a message with S/MIME, and with which key: the author's, for whose address it must be. */
@Singleton
final class Signing {

    private static final Logger LOG = Logger.getLogger(Signing.class);

    private final PracticeKeys keys;
    private final IssuersOnRecord issuers;
    private final SmimeSettings.Signed wanted;
    private final SmimeSigners signers = new SmimeSigners(Clock.systemUTC());

    Signing(PracticeKeys keys, IssuersOnRecord issuers, SmimeSettings settings) {
        this.keys = keys;
        this.issuers = issuers;
        this.wanted = settings.sign();
    }

    /**
     * Who signs what is to be encrypted; absent when nothing is to be signed. AES-256-CBC is always signed, for it does
     * not notice changes itself; else what is signed or encrypted already is its sender's.
     *
     * @throws SmimeException when the key that is to sign is too weak or of a kind that cannot
     */
    Optional<SmimeSigner> ofEncrypted(
            PracticeId practice, RawMessage message, EncryptionCapabilities capabilities, SmimeForm form)
            throws SmimeException {
        boolean signs = capabilities.contentEncryption() == ContentEncryption.AES_256_CBC
                || (wanted != SmimeSettings.Signed.NEVER || form.signed()) && !SmimeSigner.isProtected(message);
        return signs ? signer(practice, message) : Optional.empty();
    }

    /**
     * The message, signed if it is to be and can be without a change of its text. What mail servers on the way may change
     * (8-bit text) would be signed in vain, or in a form that not everybody can read; what is signed or encrypted already
     * is its sender's.
     */
    RawMessage inClear(PracticeId practice, RawMessage message, SmimeForm form) {
        if (wanted != SmimeSettings.Signed.ALWAYS && !form.signed()) {
            return message;
        }
        try {
            if (SmimeSigner.isProtected(message) || !SmimeSigner.canSignClear(message)) {
                return message;
            }
            Optional<SmimeSigner> signer = signer(practice, message);
            return signer.isPresent() ? signer.get().signClear(message) : message;
        } catch (SmimeException unsigned) {
            // A signature is no protection of what is in the message: without one it is as safe as before.
            LOG.warnf("A message of practice %s goes unsigned: %s", practice, unsigned.getMessage());
            return message;
        }
    }

    private Optional<SmimeSigner> signer(PracticeId practice, RawMessage message) throws SmimeException {
        Optional<Mailbox> author = author(message);
        if (author.isEmpty()) {
            return Optional.empty();
        }
        Optional<SmimeIdentity> identity = keys.signing(practice, author.get());
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        Optional<X509Certificate> answers = keys.encryption(practice, author.get());
        return Optional.of(signers.of(withIssuers(practice, identity.get()), answers));
    }

    /** The file that a key came in often holds nothing but its own certificate. */
    private SmimeIdentity withIssuers(PracticeId practice, SmimeIdentity identity) {
        return new SmimeIdentity(
                identity.certificate(),
                issuers.complete(practice, identity.certificate(), identity.issuers()),
                identity.key(),
                identity.provider());
    }

    /** The one author; a signature of several says nothing of any of them. */
    private static Optional<Mailbox> author(RawMessage message) {
        return message.value("From")
                .flatMap(AuthorField::parse)
                .filter(field -> field.authors().size() == 1)
                .flatMap(field -> field.authors().getFirst().mailbox());
    }
}
