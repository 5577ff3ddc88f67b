package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificate to encrypt for, out of those that are known or were found for an address.
 *
 * @param usable the best of those that may be used; absent when there is none
 * @param origin where it came from, in words, for a decision's reasons; says nothing of the address
 * @param capabilities what its owner's mail program can read, as text, when anything is known of that
 * @param refused every certificate of the address that may not be used
 * @param elsewhere for each source outside that gave none, which and why
 */
public record CertificateChoice(
        Optional<X509Certificate> usable,
        Optional<String> origin,
        Optional<String> capabilities,
        List<RefusedCertificate> refused,
        List<String> elsewhere) {

    private static final int SHORT_FINGERPRINT = 16;

    public CertificateChoice {
        refused = List.copyOf(refused);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Of certificates on record alone. */
    public CertificateChoice(Optional<X509Certificate> usable, List<RefusedCertificate> refused) {
        this(usable, Optional.empty(), Optional.empty(), refused, List.of());
    }

    /** The fingerprint of the usable certificate. */
    public Optional<Fingerprint> fingerprint() {
        return usable.map(Fingerprint::of);
    }

    /** Whether one is refused only because nobody could be asked whether it was revoked. */
    boolean isInDoubt() {
        return refused.stream().anyMatch(one -> one.fault() instanceof CertificateFault.Outage);
    }

    /** Why there is no usable certificate, for a decision's reasons; says nothing of the address. */
    public String whyNone() {
        String others = others();
        if (!refused.isEmpty()) {
            return others;
        }
        return "no certificate is on record for this recipient" + (others.isEmpty() ? "" : "; " + others);
    }

    /** Each certificate that may not be used and each source that gave none, with the reason. */
    public String others() {
        return Stream.concat(
                        refused.stream()
                                .map(one -> "certificate "
                                        + one.fingerprint().value().substring(0, SHORT_FINGERPRINT) + ": "
                                        + one.reason()),
                        elsewhere.stream())
                .collect(Collectors.joining("; "));
    }

    /** The same with what its owner's mail program can read. */
    CertificateChoice with(Optional<String> known) {
        return new CertificateChoice(usable, origin, known, refused, elsewhere);
    }

    /** The same with what was found out before. */
    CertificateChoice after(List<RefusedCertificate> earlier, List<String> without) {
        List<RefusedCertificate> all = new ArrayList<>(earlier);
        refused.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return new CertificateChoice(usable, origin, capabilities, all, without);
    }
}
