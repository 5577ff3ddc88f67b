package org.sealpost.practice;

import com.google.re2j.Pattern;
import java.util.Locale;

/** The client certificate that stands for an account; it must come from an authority that is trusted for clients. */
public sealed interface AccountCertificate {

    /**
     * This very certificate.
     *
     * @param sha256 of its DER form, 64 lower-case hex digits
     */
    record ByFingerprint(String sha256) implements AccountCertificate {

        private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

        /** @throws IllegalArgumentException in one sentence, when it is none */
        public ByFingerprint {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!SYNTAX.matches(sha256)) {
                throw new IllegalArgumentException(
                        "A certificate's fingerprint is its SHA-256, 64 hex digits, with or without colons.");
            }
        }
    }

    /**
     * Every certificate that carries the name, so that a renewed one needs no change here.
     *
     * @param name a DNS name or an e-mail address among the subject's alternative names, in lower case
     */
    record ByName(String name) implements AccountCertificate {

        private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,252}");

        /** @throws IllegalArgumentException in one sentence, when it is none */
        public ByName {
            name = name.toLowerCase(Locale.ROOT);
            if (!SYNTAX.matches(name)) {
                throw new IllegalArgumentException("The name in a certificate is a DNS name or an e-mail address.");
            }
        }
    }
}
