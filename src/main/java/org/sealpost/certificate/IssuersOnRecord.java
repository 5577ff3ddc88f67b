package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
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

    private final KnownCertificates known;
    private final PracticeTrust.Source trust;
    private final Map<PracticeId, Paths> practices = new ConcurrentHashMap<>();

    IssuersOnRecord(KnownCertificates known, StoredTrust trust) {
        this.known = known;
        this.trust = trust;
    }

    /** What was found over the authorities of one moment and the anchors of that; a practice has few keys. */
    private record Paths(
            Instant read, Authorities authorities, TrustAnchors anchors, Map<Sought, List<X509Certificate>> found) {

        private List<X509Certificate> of(Sought sought) {
            return found.computeIfAbsent(
                    sought,
                    missing -> new IssuerPath(authorities, anchors, read)
                            .completed(missing.certificate(), missing.given()));
        }

        private boolean isOf(Authorities others, TrustAnchors ends) {
            return authorities == others && anchors == ends;
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
            TrustAnchors anchors = trust.of(practice).anchors();
            Map<Sought, List<X509Certificate>> found = last.filter(one -> one.isOf(authorities, anchors))
                    .map(Paths::found)
                    .orElseGet(ConcurrentHashMap::new);
            Paths paths = new Paths(now, authorities, anchors, found);
            practices.put(practice, paths);
            return Optional.of(paths);
        } catch (RuntimeException databaseAway) {
            LOG.debugf(
                    "The authorities of practice %s were not read (%s).",
                    practice, databaseAway.getClass().getSimpleName());
            return last;
        }
    }
}
