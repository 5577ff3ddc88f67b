package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;

/**
 * The certificates between one of the practice's own and an anchor, as far as the authorities on record lead: what a
 * reader of our signatures needs beside the anchor. It answers from memory, which is looked at anew once a second, and
 * asks nobody outside.
 */
@Singleton
public final class IssuersOnRecord {

    private static final Logger LOG = Logger.getLogger(IssuersOnRecord.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** No authority of the field has a longer path, and a reader need not follow one. */
    private static final int LONGEST = 8;

    /** Of several of one name and key, the one that is valid longest. */
    private static final Comparator<X509Certificate> LASTING = Comparator.comparing(X509Certificate::getNotAfter);

    private final KnownCertificates known;
    private final Map<PracticeId, Paths> practices = new ConcurrentHashMap<>();

    IssuersOnRecord(KnownCertificates known) {
        this.known = known;
    }

    /** What was found over the authorities of one moment; a practice has few keys. */
    private record Paths(Instant read, Authorities authorities, Map<Sought, List<X509Certificate>> found) {

        private List<X509Certificate> of(Sought sought) {
            return found.computeIfAbsent(sought, missing -> completed(missing, authorities));
        }
    }

    private record Sought(X509Certificate certificate, List<X509Certificate> given) {}

    /**
     * The issuers of a certificate, the nearest first, without the self-signed one at the end: an anchor is trusted
     * because a reader has it, never because we send it. Nor one that a person revoked, unless it was given.
     *
     * @param given those that came with the certificate, in that order; they stay
     * @return those given alone while the database is away and was never asked
     */
    public List<X509Certificate> complete(
            PracticeId practice, X509Certificate certificate, List<X509Certificate> given) {
        Sought sought = new Sought(certificate, List.copyOf(given));
        return paths(practice).map(paths -> paths.of(sought)).orElse(sought.given());
    }

    private Optional<Paths> paths(PracticeId practice) {
        Optional<Paths> last = Optional.ofNullable(practices.get(practice));
        Instant now = Instant.now();
        if (last.isPresent() && last.get().read().isAfter(now.minus(FRESH))) {
            return last;
        }
        try {
            Authorities authorities = known.authorities(practice);
            Map<Sought, List<X509Certificate>> found = last.filter(one -> one.authorities() == authorities)
                    .map(Paths::found)
                    .orElseGet(ConcurrentHashMap::new);
            Paths paths = new Paths(now, authorities, found);
            practices.put(practice, paths);
            return Optional.of(paths);
        } catch (RuntimeException databaseAway) {
            LOG.debugf(
                    "The authorities of practice %s were not read (%s).",
                    practice, databaseAway.getClass().getSimpleName());
            return last;
        }
    }

    private static List<X509Certificate> completed(Sought sought, Authorities authorities) {
        List<X509Certificate> path = new ArrayList<>(sought.given());
        X509Certificate end = path.isEmpty() ? sought.certificate() : path.getLast();
        Optional<X509Certificate> next = issuer(end, path, authorities);
        while (next.isPresent() && path.size() < LONGEST) {
            path.add(next.get());
            next = issuer(next.get(), path, authorities);
        }
        return List.copyOf(path);
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate of, List<X509Certificate> path, Authorities authorities) {
        return isSelfIssued(of)
                ? Optional.empty()
                : authorities.named(of.getIssuerX500Principal()).stream()
                        .filter(one -> !isSelfIssued(one) && !path.contains(one) && isSignedBy(of, one))
                        .max(LASTING);
    }

    private static boolean isSelfIssued(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
