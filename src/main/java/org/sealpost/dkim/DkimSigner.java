package org.sealpost.dkim;

import jakarta.inject.Singleton;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.jboss.logging.Logger;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/**
 * Signs a message as it leaves, with every key that its From's domain has in use. The last thing that is done to a
 * message: whatever changes afterwards breaks the signature. The body is read once and not copied.
 *
 * <p>Does not guarantee a signature: whatever goes wrong, the message leaves as it would without, and is counted.
 */
@Singleton
public final class DkimSigner {

    private static final Logger LOG = Logger.getLogger(DkimSigner.class);

    private final SigningKeys keys;
    private final SignatureMetrics metrics;

    DkimSigner(SigningKeys keys, SignatureMetrics metrics) {
        this.keys = keys;
        this.metrics = metrics;
    }

    /**
     * Signs.
     *
     * @param own whether the practice may send as a domain now: a key that it kept of a domain it gave up signs nothing
     * @return the message with its signatures before its own fields; the message itself when there is no key for it
     */
    public RawMessage sign(PracticeId practice, RawMessage message, Predicate<Domain> own) {
        try {
            List<SigningKey> signing = keys.any(practice) ? keys(practice, message, own) : List.of();
            if (signing.isEmpty()) {
                metrics.withoutKey();
                return message;
            }
            RawMessage signed = message.withFieldsPrepended(signatures(signing, message));
            metrics.signed();
            return signed;
        } catch (SignatureException | InvalidKeyException | PermFailException | RuntimeException failure) {
            LOG.errorf(
                    "A message of practice %s left unsigned (%s): rotate its DKIM key.",
                    practice, failure.getClass().getSimpleName());
            metrics.failed();
            return message;
        }
    }

    private List<SigningKey> keys(PracticeId practice, RawMessage message, Predicate<Domain> own) {
        Optional<Domain> from = SigningDomain.of(message);
        return from.isPresent() ? keys.of(practice, from.get(), own) : List.of();
    }

    private static List<String> signatures(List<SigningKey> signing, RawMessage message)
            throws SignatureException, InvalidKeyException, PermFailException {
        SignedFields fields = SignedFields.of(message);
        byte[] bodyHash = BodyHash.of(message);
        Instant now = Instant.now();
        List<String> signatures = new ArrayList<>();
        for (SigningKey key : signing) {
            signatures.add(SignatureField.of(key, fields, bodyHash, now));
        }
        return signatures;
    }
}
