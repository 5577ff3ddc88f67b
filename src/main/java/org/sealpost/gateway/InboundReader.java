package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.gateway.InboundReading.Signature;
import org.sealpost.gateway.InboundReading.Unread;
import org.sealpost.keys.PracticeKeys;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SignatureFault;
import org.sealpost.smime.SignatureVerdict;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smime.UnreadReason;

/** Opens what came to a practice with its keys, and judges the signature by whom the practice trusts. */
@Singleton
final class InboundReader {

    /** Who has more than the certificates of two authorities and of two kinds of key signs with all of them at once? */
    private static final int MORE_AUTHORS = 3;

    private final PracticeKeys keys;
    private final CertificateDirectory certificates;
    private final SmimeReader reader;

    InboundReader(PracticeKeys keys, CertificateDirectory certificates, InboundSettings settings) {
        this.keys = keys;
        this.certificates = certificates;
        this.reader = new SmimeReader(settings.tripleDes());
    }

    /**
     * Reads a message.
     *
     * @param recipients whom it goes to: keys that are for others open nothing
     * @param room asked for so many octets where something compressed unfolds to more than the message has
     * @return nothing while a key of the practice cannot be used
     * @throws RuntimeException when the database is away
     */
    Optional<InboundReading> read(
            PracticeId practice, List<Mailbox> recipients, RawMessage message, Instant arrived, LongPredicate room) {
        if (!SmimeReader.mayBeRead(message)) {
            return Optional.of(reading(practice, message, reader.read(message, List.of()), arrived));
        }
        SmimeReading reading = reader.read(message, keys.decryption(practice, recipients), room);
        return reading instanceof SmimeReading.Unread unread && unread.reason() == UnreadReason.KEY_AWAY
                ? Optional.empty()
                : Optional.of(reading(practice, message, reading, arrived));
    }

    private InboundReading reading(PracticeId practice, RawMessage message, SmimeReading reading, Instant arrived) {
        return switch (reading) {
            case SmimeReading.NotSmime(SmimeReading.Left left) -> InboundReading.asItCame(message, left);
            case SmimeReading.Unread(UnreadReason reason, boolean signed) ->
                InboundReading.unread(message, Unread.of(reason), signed);
            case SmimeReading.Read read -> {
                InboundReading opened = new InboundReading(
                        message,
                        read.view(),
                        read.decryption(),
                        Optional.empty(),
                        SmimeReading.Left.NOTHING,
                        signature(practice, read.signature(), arrived),
                        read.headers().kind());
                yield read.anothers() ? opened.sealed(Unread.SIGNED_BY_ANOTHER) : opened;
            }
        };
    }

    /**
     * Recipients by the keys that open mail to them, in the order in which they came: those of one group have all of them
     * in common.
     *
     * @throws IllegalStateException when the database is away and the keys were not read yet
     */
    List<List<Mailbox>> byKeys(PracticeId practice, List<Mailbox> recipients) {
        Map<Set<X509Certificate>, List<Mailbox>> groups = new LinkedHashMap<>();
        for (Mailbox recipient : recipients) {
            Set<X509Certificate> opening = keys.decryption(practice, List.of(recipient)).stream()
                    .map(SmimeIdentity::certificate)
                    .collect(Collectors.toSet());
            groups.computeIfAbsent(opening, first -> new ArrayList<>()).add(recipient);
        }
        return List.copyOf(groups.values());
    }

    private Signature signature(PracticeId practice, SignatureVerdict verdict, Instant arrived) {
        return switch (verdict) {
            case SignatureVerdict.None none -> new Signature.None();
            case SignatureVerdict.Invalid(SignatureFault fault) ->
                isOfItsContent(fault) ? new Signature.Fail(fault) : new Signature.Unacceptable(fault);
            case SignatureVerdict.Valid valid -> best(practice, valid, arrived);
        };
    }

    /**
     * Of several who signed it as its author, one whose certificate is trusted, and what is wrong with the first else. Few of
     * them are asked about: for each its authority may be waited for.
     */
    private Signature best(PracticeId practice, SignatureVerdict.Valid valid, Instant arrived) {
        Signature first = judged(practice, valid, arrived);
        return first instanceof Signature.Pass
                ? first
                : valid.others().stream()
                        .limit(MORE_AUTHORS)
                        .map(other -> judged(practice, other, arrived))
                        .filter(Signature.Pass.class::isInstance)
                        .findFirst()
                        .orElse(first);
    }

    private Signature judged(PracticeId practice, SignatureVerdict.Valid valid, Instant arrived) {
        return certificates
                .signatureFault(practice, valid.signer(), valid.certificates(), valid.from(), arrived)
                .<Signature>map(why -> new Signature.Untrusted(valid, why))
                .orElseGet(() -> new Signature.Pass(valid));
    }

    /** Whether a signature could not be verified at all, rather than be accepted (RFC 7281 section 3). */
    private static boolean isOfItsContent(SignatureFault fault) {
        return switch (fault) {
            case MALFORMED,
                    NO_SIGNER,
                    NO_CERTIFICATE,
                    NO_CONTENT,
                    NO_SIGNED_ATTRIBUTES,
                    CONTENT_CHANGED,
                    OTHER_CERTIFICATE -> true;
            case WEAK,
                    NOT_VALID_THEN,
                    OTHER_ADDRESS,
                    DOMAIN_ONLY,
                    NO_ONE_AUTHOR,
                    FROM_DIFFERS,
                    HEADER_DIFFERS,
                    SENDER_ADDED -> false;
        };
    }
}
