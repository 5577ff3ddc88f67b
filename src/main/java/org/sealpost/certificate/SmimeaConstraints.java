package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What a mailbox' domain says about its certificates in signed DNS (RFC 8162), which holds for those found anywhere
 * outside: one that none of the records is about is not the mailbox'.
 */
final class SmimeaConstraints {

    private final List<SmimeaRecord> records;

    /** @param records none when the domain says nothing */
    SmimeaConstraints(Collection<SmimeaRecord> records) {
        this.records = List.copyOf(records);
    }

    /**
     * Whether a record is about it, or about an authority above it; always when there are no records.
     *
     * @param authorities those known, among which that authority must be
     */
    boolean allow(X509Certificate certificate, Authorities authorities, Instant at) {
        return records.isEmpty()
                || records.stream()
                        .anyMatch(record -> record.usage().isOfAuthority()
                                ? authorities.all().stream()
                                        .filter(record::matches)
                                        .anyMatch(above -> isUnder(above, certificate, authorities, at))
                                : record.matches(certificate));
    }

    /** Whether the domain names this very certificate or its key and asks for no path (usage 3). */
    boolean name(X509Certificate certificate) {
        return records.stream()
                .anyMatch(record -> record.usage() == SmimeaRecord.Usage.DANE_EE && record.matches(certificate));
    }

    private static boolean isUnder(
            X509Certificate above, X509Certificate certificate, Authorities authorities, Instant at) {
        return new PathSearch(TrustAnchors.of(List.of(above)), authorities, at).from(certificate)
                instanceof TrustPath.Found;
    }
}
