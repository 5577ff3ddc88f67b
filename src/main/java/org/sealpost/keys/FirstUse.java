package org.sealpost.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * From when a key is used: never before its certificate is valid, for what it signed earlier nobody would believe.
 *
 * @param begins when it begins to sign, or began
 * @param replaces when it takes the place of others, which sign until then
 */
record FirstUse(Instant begins, Instant replaces) {

    /**
     * The latest of now, the date that is wanted, and the certificate's first day. A renewed certificate does not put a key
     * out of use.
     *
     * @param row as it was before
     * @throws KeyRefusedException when nothing would sign: the certificate ends before that, or it would take the place of
     *     one that the same key uses until then
     */
    static FirstUse of(KeyRow row, X509Certificate certificate, Optional<Instant> wanted, Instant now)
            throws KeyRefusedException {
        Instant valid = certificate.getNotBefore().toInstant();
        Instant from = Collections.max(List.of(now, wanted.orElse(now), valid));
        if (!certificate.getNotAfter().toInstant().isAfter(from)) {
            throw new KeyRefusedException(
                    "The certificate ends before the key would be in use: name an earlier date, or bring another one.");
        }
        Instant since = row.activeFrom;
        if (since == null) {
            return new FirstUse(from, from);
        }
        boolean leavesGap = valid.isAfter(since.isBefore(now) ? now : since);
        if (leavesGap && servesStill(row, now)) {
            throw new KeyRefusedException("The certificate is not valid before " + valid
                    + ", and the key's own serves until then: bring it again from then on, or rotate the key and have"
                    + " its successor certified.");
        }
        return new FirstUse(!leavesGap && since.isBefore(from) ? since : from, from);
    }

    private static boolean servesStill(KeyRow row, Instant now) {
        return row.certificate()
                .filter(one -> one.getNotAfter().toInstant().isAfter(now))
                .isPresent();
    }
}
