package org.sealpost.demo.mailbox;

import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeDecryptor;
import org.sealpost.smime.SmimeException;

/**
 * The S/MIME keys of sample recipients. A real recipient's key never leaves the recipient's own machine; here it lets
 * one see both sides.
 *
 * @param decryptors by the recipient's address in lower case
 */
public record RecipientKeys(Map<String, SmimeDecryptor> decryptors) {

    public RecipientKeys {
        decryptors = Map.copyOf(decryptors);
    }

    /** No key at all. */
    public static RecipientKeys none() {
        return new RecipientKeys(Map.of());
    }

    /** The message as its recipient reads it; nothing when it is not encrypted for one of these keys. */
    Optional<RawMessage> decrypt(Arrival arrival) {
        if (!arrival.isEncrypted()) {
            return Optional.empty();
        }
        return arrival.recipients().stream()
                .map(recipient -> Optional.ofNullable(decryptors.get(recipient.lookupKey())))
                .flatMap(Optional::stream)
                .map(decryptor -> decrypt(decryptor, arrival.message()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<RawMessage> decrypt(SmimeDecryptor decryptor, RawMessage message) {
        try {
            return Optional.of(decryptor.decrypt(message).view());
        } catch (SmimeException notForThisKey) {
            return Optional.empty();
        }
    }
}
