package org.sealpost.smime;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes signers, one for each message, and remembers what is the same for all messages of a certificate. What is remembered
 * is public: a key that was destroyed is not kept by it, and a new certificate is another one. Bounded: the one not used
 * for longest goes first. For any thread.
 */
public final class SmimeSigners {

    /** Each of about ten kilobytes, most of which are its certificates. */
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<SignatureParts.Certificates, SignatureParts> known = new LinkedHashMap<>(16, 0.75f, true);

    /** @param clock that gives the signing time */
    public SmimeSigners(Clock clock) {
        this.clock = clock;
    }

    /**
     * A signer that asks for answers encrypted to a certificate of ours.
     *
     * @param identity that signs
     * @param encryptionCertificate to which answers may be encrypted; may be the identity's own
     * @throws SmimeException when a key is too weak or of a kind that is not supported
     */
    public SmimeSigner of(SmimeIdentity identity, Optional<X509Certificate> encryptionCertificate)
            throws SmimeException {
        SignatureParts.Certificates certificates =
                new SignatureParts.Certificates(identity.certificate(), identity.issuers(), encryptionCertificate);
        Optional<SignatureParts> parts = get(certificates);
        if (parts.isEmpty()) {
            parts = Optional.of(SignatureParts.of(certificates));
            put(certificates, parts.get());
        }
        return new SmimeSigner(new SignedData(identity, parts.get(), clock));
    }

    /** How many are remembered. */
    synchronized int size() {
        return known.size();
    }

    private synchronized Optional<SignatureParts> get(SignatureParts.Certificates certificates) {
        return Optional.ofNullable(known.get(certificates));
    }

    private synchronized void put(SignatureParts.Certificates certificates, SignatureParts parts) {
        known.put(certificates, parts);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
