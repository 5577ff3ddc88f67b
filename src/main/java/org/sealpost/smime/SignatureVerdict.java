package org.sealpost.smime;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;

/** What a message's signature proves. */
public sealed interface SignatureVerdict {

    /** The message is not signed as a whole. */
    record None() implements SignatureVerdict {}

    /** It is signed, and that proves nothing. */
    record Invalid(SignatureFault fault) implements SignatureVerdict {}

    /**
     * The key of that certificate signed the whole body, and the certificate names the one author of From.
     *
     * <p>Not promised: that the certificate is trusted, for which a path to an anchor and revocation must be looked at.
     *
     * @param signer whose key signed
     * @param certificates that came along: the signer's, authorities', perhaps one for encryption
     * @param from the author, in outer and inner header the same
     * @param signedAt what the signer says when
     * @param capabilities the SMIMECapabilities that the signer announces (RFC 8551 section 2.5.2), DER
     * @param preferred of {@code certificates}, the one that the signer wants to be encrypted to (section 2.5.3)
     * @param others who signed the same too with certificates that name the author, such as that of another authority; without
     *     others of their own
     */
    record Valid(
            X509Certificate signer,
            List<X509Certificate> certificates,
            Mailbox from,
            Optional<Instant> signedAt,
            Optional<byte[]> capabilities,
            Optional<X509Certificate> preferred,
            List<Valid> others)
            implements SignatureVerdict {

        public Valid {
            certificates = List.copyOf(certificates);
            others = List.copyOf(others);
        }

        /** The same beside others who signed it too. */
        Valid with(List<Valid> more) {
            return new Valid(signer, certificates, from, signedAt, capabilities, preferred, more);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Valid[" + signer.getSerialNumber() + "]";
        }
    }
}
