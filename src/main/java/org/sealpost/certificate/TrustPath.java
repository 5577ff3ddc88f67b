package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Whether a certificate stands under an authority whose word counts. */
sealed interface TrustPath {

    /**
     * A valid path ends at the anchor.
     *
     * @param links from the certificate up to the one that the anchor issued
     * @param from when every certificate of it had become valid
     * @param until when the first of them expires
     */
    record Found(List<X509Certificate> links, TrustedAuthority anchor, Instant from, Instant until)
            implements TrustPath {

        public Found {
            links = List.copyOf(links);
        }

        /** Who issued the link of that index. */
        X509Certificate issuer(int index) {
            return index + 1 < links.size() ? links.get(index + 1) : anchor.certificate();
        }
    }

    /**
     * There is none.
     *
     * @param reason what stands against the path that came nearest, such as {@code not trusted: path too long}
     */
    record Missing(String reason) implements TrustPath {}
}
