package org.sealpost.keys;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Puts certificates that came in any order into that of a path: the key's own, its issuer, and so on. */
final class IssuerOrder {

    private IssuerOrder() {}

    /**
     * The path of the key's certificate as far as the given ones lead, without the self-signed one at its end: an anchor
     * is trusted because a reader has it, never because we send it. Of several certificates of the key, such as a
     * former and a renewed one, the newest that is valid begins it, without such a one the newest that will be; of
     * several authorities of one name, one whose key verifies.
     *
     * @return empty when none is of that key
     */
    static List<X509Certificate> of(List<X509Certificate> any, byte[] publicKey, Instant at) {
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = any.stream()
                .filter(one -> Arrays.equals(one.getPublicKey().getEncoded(), publicKey))
                .max(Comparator.comparing((X509Certificate one) -> isBegun(one, at) && !isOver(one, at))
                        .thenComparing(one -> !isOver(one, at))
                        .thenComparing(X509Certificate::getNotBefore));
        while (next.isPresent() && !path.contains(next.get())) {
            X509Certificate last = next.get();
            if (path.isEmpty() || !isSelfSigned(last)) {
                path.add(last);
            }
            next = isSelfSigned(last)
                    ? Optional.empty()
                    : any.stream()
                            .filter(one -> one.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                            .filter(one -> isSignedBy(last, one))
                            .findFirst();
        }
        return path;
    }

    private static boolean isBegun(X509Certificate one, Instant at) {
        return !at.isBefore(one.getNotBefore().toInstant());
    }

    private static boolean isOver(X509Certificate one, Instant at) {
        return at.isAfter(one.getNotAfter().toInstant());
    }

    /** The common name of a subject. */
    static Optional<String> commonName(String subject) {
        RDN[] names = new X500Name(subject).getRDNs(BCStyle.CN);
        return names.length == 0
                ? Optional.empty()
                : Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()));
    }

    private static boolean isSignedBy(X509Certificate one, X509Certificate issuer) {
        try {
            one.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private static boolean isSelfSigned(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }
}
