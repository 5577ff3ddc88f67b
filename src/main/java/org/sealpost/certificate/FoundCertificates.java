package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Certificates as they come from outside: each once, no more than a few, and passed over where they are damaged. */
final class FoundCertificates {

    private static final int MOST = 20;
    private static final int LONGEST = 64 * 1024;

    private final Set<X509Certificate> certificates = new LinkedHashSet<>();

    /** Reads those of one value: DER, PKCS#7 or PEM. */
    void read(byte[] value) {
        if (value.length > LONGEST) {
            return;
        }
        try {
            add(CertificateFile.parse(value, Optional.empty()));
        } catch (CertificateRefusedException damaged) {
            // Others of the same place may be whole.
        }
    }

    List<X509Certificate> all() {
        return List.copyOf(certificates);
    }

    private void add(Collection<X509Certificate> more) {
        more.stream().limit(Math.max(0, MOST - certificates.size())).forEach(certificates::add);
    }
}
