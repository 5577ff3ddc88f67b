package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeException;

/** The station protect: from the message to the octets that a part sends. */
@Singleton
final class Protecting {

    private final SmimeEncryptor encryptor = new SmimeEncryptor();

    /**
     * The octets for the next hop: the message as it is, or encrypted where S/MIME was decided.
     *
     * @throws SmimeException when it cannot be encrypted; it must then not be sent otherwise
     */
    RawMessage protect(RawMessage message, MessagePart part) throws SmimeException {
        return switch (part.protection()) {
            case PLAIN, TLS, VERIFIED_TLS -> message;
            case SMIME ->
                encryptor.encrypt(
                        message,
                        List.of(part.first()
                                .certificate()
                                .orElseThrow(() -> new SmimeException("S/MIME was decided without a certificate"))));
            case PORTAL, HOLD, REJECT ->
                throw new IllegalStateException(part.protection() + " is not sent to a next hop");
        };
    }
}
