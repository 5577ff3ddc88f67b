package org.sealpost.smtp.client;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a chain is what signed DNS says (RFC 7672 section 3). A DANE-EE record ignores the certificate's names and
 * its validity; a DANE-TA record demands a valid path and one of the names.
 */
final class DaneCheck {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final List<Tlsa> records;
    private final Set<String> names;

    DaneCheck(Identity.Dane dane) {
        this.records = Tlsa.usable(dane.records());
        this.names = dane.names();
    }

    /** How the chain is proven; nothing when it is not. */
    Optional<ProofMethod> of(List<X509Certificate> chain) {
        X509Certificate server = chain.getFirst();
        for (Tlsa record : records) {
            if (record.usage() == Tlsa.END_ENTITY && record.matches(server)) {
                return Optional.of(ProofMethod.DANE_EE);
            }
        }
        boolean anchored = records.stream()
                .filter(record -> record.usage() == Tlsa.TRUST_ANCHOR)
                .anyMatch(record -> isIssued(record, chain));
        return anchored
                        && CertificateNames.withCommonName(server)
                                .matchAny(names)
                                .isPresent()
                        && isForServers(server)
                ? Optional.of(ProofMethod.DANE_TA)
                : Optional.empty();
    }

    private static boolean isIssued(Tlsa record, List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (record.matches(chain.get(i)) && isPath(chain.subList(0, i), new TrustAnchor(chain.get(i), null))) {
                return true;
            }
        }
        List<TrustAnchor> inRecord = new ArrayList<>();
        record.certificate().ifPresent(issuer -> inRecord.add(new TrustAnchor(issuer, null)));
        record.key()
                .ifPresent(key -> inRecord.add(new TrustAnchor(chain.getLast().getIssuerX500Principal(), key, null)));
        return inRecord.stream().anyMatch(anchor -> isPath(chain, anchor));
    }

    private static boolean isPath(List<X509Certificate> path, TrustAnchor anchor) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
            // The record in signed DNS is what can be withdrawn.
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return true;
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private static boolean isForServers(X509Certificate server) {
        try {
            List<String> purposes = server.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER_AUTHENTICATION) || purposes.contains(ANY_PURPOSE);
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }
}
