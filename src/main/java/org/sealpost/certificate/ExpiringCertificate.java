package org.sealpost.certificate;

import java.time.Instant;
import java.util.List;

/**
 * A recipients' certificate that will expire soon, and no later one is on record for all its addresses.
 *
 * @param addresses that it names, in lower case
 */
public record ExpiringCertificate(Fingerprint fingerprint, List<String> addresses, Instant notAfter) {

    public ExpiringCertificate {
        addresses = List.copyOf(addresses);
    }
}
