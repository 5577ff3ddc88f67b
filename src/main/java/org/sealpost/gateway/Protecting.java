package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import org.sealpost.dkim.DkimSigner;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeException;

/** The station protect: from the message to the octets that a part sends. */
@Singleton
final class Protecting {

    private final SmimeEncryptor encryptor = new SmimeEncryptor();
    private final DkimSigner signer;
    private final PracticeDirectory practices;

    Protecting(DkimSigner signer, PracticeDirectory practices) {
        this.signer = signer;
        this.practices = practices;
    }

    /**
     * The octets for the next hop: the message with the notices that were decided, as it is, or encrypted where S/MIME was decided; signed as the practice's
     * domain if that has a key.
     *
     * @throws SmimeException when it cannot be encrypted; it must then not be sent otherwise
     */
    RawMessage protect(PracticeId practice, RawMessage message, MessagePart part) throws SmimeException {
        RawMessage noticed =
                AddedNotices.add(message, part.decision().additions().notices());
        RawMessage octets = switch (part.protection()) {
            case PLAIN, TLS, VERIFIED_TLS -> noticed;
            case SMIME ->
                encryptor.encrypt(
                        noticed,
                        List.of(part.first()
                                .certificate()
                                .orElseThrow(() -> new SmimeException("S/MIME was decided without a certificate"))));
            case PORTAL, HOLD, REJECT ->
                throw new IllegalStateException(part.protection() + " is not sent to a next hop");
        };
        return sign(practice, octets);
    }

    /** Signs octets that need no other protection, such as Sealpost's own mail. */
    RawMessage sign(PracticeId practice, RawMessage octets) {
        return signer.sign(practice, octets, domain -> practices.maySendAs(practice, domain));
    }
}
