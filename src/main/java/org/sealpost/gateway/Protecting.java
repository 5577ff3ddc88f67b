package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sealpost.certificate.CertificateChoice;
import org.sealpost.dkim.DkimSigner;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.SmimeForm;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.EncryptionOptions;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeException;
import org.sealpost.smime.SmimeRecipient;

/** The station protect: from the message to the octets that a part sends. */
@Singleton
final class Protecting {

    private final SmimeEncryptor encryptor = new SmimeEncryptor();
    private final Signing signing;
    private final SmimeSettings settings;
    private final DkimSigner dkim;
    private final PracticeDirectory practices;

    Protecting(Signing signing, SmimeSettings settings, DkimSigner dkim, PracticeDirectory practices) {
        this.signing = signing;
        this.settings = settings;
        this.dkim = dkim;
        this.practices = practices;
    }

    /**
     * The octets for the next hop: the message with the notices that were decided, as it is, or encrypted where S/MIME
     * was decided; signed by the practice where that is wanted and it does not only observe, and as its domain (DKIM,
     * which leaves the message itself as it came) if that has a key.
     *
     * @throws SmimeException when it cannot be encrypted; it must then not be sent otherwise
     */
    RawMessage protect(PracticeId practice, RawMessage message, MessagePart part) throws SmimeException {
        RawMessage noticed =
                AddedNotices.add(message, part.decision().additions().notices());
        SmimeForm form = part.decision().additions().smime();
        RawMessage octets = switch (part.protection()) {
            case PLAIN, TLS, VERIFIED_TLS -> isOnlyObserved(part) ? noticed : signing.inClear(practice, noticed, form);
            case SMIME -> encrypt(practice, noticed, part.first(), form);
            case PORTAL, HOLD, REJECT ->
                throw new IllegalStateException(part.protection() + " is not sent to a next hop");
        };
        return sign(practice, octets);
    }

    /** Recipients of one message are all observed or none: it is the practice's mode. */
    private static boolean isOnlyObserved(MessagePart part) {
        return part.first().considered().observed().isPresent();
    }

    private RawMessage encrypt(PracticeId practice, RawMessage message, DecidedRecipient recipient, SmimeForm form)
            throws SmimeException {
        X509Certificate certificate = recipient
                .certificate()
                .orElseThrow(() -> new SmimeException("S/MIME was decided without a certificate"));
        EncryptionCapabilities capabilities = ChosenCapabilities.of(
                form, recipient.choice().flatMap(CertificateChoice::capabilities), settings.capabilities());
        EncryptionOptions options = new EncryptionOptions(
                signing.ofEncrypted(practice, message, capabilities, form),
                settings.headers(),
                settings.signedMessages());
        return encryptor
                .encrypt(message, List.of(new SmimeRecipient(certificate, capabilities)), options)
                .message();
    }

    /** Signs octets that need no other protection, such as Sealpost's own mail. */
    RawMessage sign(PracticeId practice, RawMessage octets) {
        return dkim.sign(practice, octets, domain -> practices.maySendAs(practice, domain));
    }
}
