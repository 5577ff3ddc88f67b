package org.sealpost.certificate;

import java.util.List;

/**
 * What became of one certificate of an imported file.
 *
 * @param subject the subject's distinguished name (RFC 4514)
 * @param addresses the e-mail addresses that it can be chosen for, in lower case; none for that of an authority
 * @param passedOver addresses that stand in it and do not count, each with the reason
 * @param fingerprint its SHA-256
 * @param trusted whether mail may be encrypted for it now, as far as that does not depend on the address
 * @param reason why it is trusted or not, as a sentence
 */
public record ImportedCertificate(
        String subject,
        List<String> addresses,
        List<PassedOverAddress> passedOver,
        Fingerprint fingerprint,
        boolean trusted,
        String reason) {

    public ImportedCertificate {
        addresses = List.copyOf(addresses);
        passedOver = List.copyOf(passedOver);
    }
}
