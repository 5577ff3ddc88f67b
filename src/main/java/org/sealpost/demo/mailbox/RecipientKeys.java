package org.sealpost.demo.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;

/**
 * The S/MIME keys of sample recipients. A real recipient's key never leaves the recipient's own machine; here it lets
 * one see both sides.
 *
 * @param identities by the recipient's address in lower case
 */
public record RecipientKeys(Map<String, SmimeIdentity> identities) {

    private static final SmimeReader READER = new SmimeReader(false);

    public RecipientKeys {
        identities = Map.copyOf(identities);
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
                .map(recipient -> Optional.ofNullable(identities.get(recipient.lookupKey())))
                .flatMap(Optional::stream)
                .map(identity -> decrypt(identity, arrival.message()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<RawMessage> decrypt(SmimeIdentity identity, RawMessage message) {
        return READER.read(message, List.of(identity)) instanceof SmimeReading.Read read
                        && read.decryption().isPresent()
                ? Optional.of(read.view())
                : Optional.empty();
    }
}
