package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;

/**
 * Whom practices trust, as the database says, looked at once a second at most for each: whom a person stops trusting is
 * trusted for a second more on other replicas. While nothing changes the same anchors are given out, to which the known
 * paths belong; what was read last serves on while the database is away.
 */
final class StoredTrust implements PracticeTrust.Source {

    private static final Logger LOG = Logger.getLogger(StoredTrust.class);
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final TrustAnchors installation;
    private final StoredAnchors anchors;
    private final StoredLists lists;
    private final Map<PracticeId, Known> practices = new ConcurrentHashMap<>();

    /** @param installation whom every practice trusts */
    StoredTrust(TrustAnchors installation, StoredAnchors anchors, StoredLists lists) {
        this.installation = installation;
        this.anchors = anchors;
        this.lists = lists;
    }

    /** What was read of one practice; one thread at a time reads anew, while that does not take too long. */
    private static final class Known {

        private final ReentrantLock reading = new ReentrantLock();
        private volatile Optional<Read> last = Optional.empty();
        private volatile long readAt;

        private boolean isFresh() {
            return last.isPresent() && System.nanoTime() - readAt < FRESH;
        }

        /**
         * Whether this thread is the one that reads. Only where nothing was read yet it is waited for, and for a
         * moment: whoever waits may hold the connection that the other one wants.
         */
        private boolean begin() {
            try {
                return last.isPresent() ? reading.tryLock() : reading.tryLock(FRESH, TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private record AnchorKey(String fingerprint, Optional<RevocationPolicy> policy) {}

    private record Read(List<AnchorKey> anchors, List<UUID> lists, PracticeTrust trust) {}

    @Override
    public PracticeTrust of(PracticeId practice) {
        Known known = practices.computeIfAbsent(practice, fresh -> new Known());
        if (known.isFresh()) {
            return known.last.orElseThrow().trust();
        }
        boolean mine = known.begin();
        Optional<Read> last = known.last;
        try {
            if (last.isPresent() && (!mine || known.isFresh())) {
                return last.get().trust();
            }
            Read read = QuarkusTransaction.joiningExisting().call(() -> read(practice, last));
            known.last = Optional.of(read);
            known.readAt = System.nanoTime();
            return read.trust();
        } catch (RuntimeException databaseAway) {
            known.readAt = System.nanoTime();
            return last.orElseThrow(() -> databaseAway).trust();
        } finally {
            if (mine) {
                known.reading.unlock();
            }
        }
    }

    /** This replica looks anew before the next message. */
    void forget(PracticeId practice) {
        Optional.ofNullable(practices.get(practice)).ifPresent(known -> known.readAt = System.nanoTime() - FRESH);
    }

    private Read read(PracticeId practice, Optional<Read> last) {
        List<StoredAnchor> rows = anchors.of(practice);
        List<AnchorKey> keys = rows.stream()
                .map(row -> new AnchorKey(row.fingerprint, row.policy()))
                .toList();
        List<UUID> listIds = lists.ids(practice);
        boolean sameAnchors = last.filter(read -> read.anchors().equals(keys)).isPresent();
        boolean sameLists = last.filter(read -> read.lists().equals(listIds)).isPresent();
        if (sameAnchors && sameLists) {
            return last.get();
        }
        TrustAnchors trusted = sameAnchors
                ? last.get().trust().anchors()
                : installation.with(rows.stream()
                        .map(row -> new TrustedAuthority(certificate(row), row.policy()))
                        .toList());
        GivenLists given = sameLists
                ? last.get().trust().lists()
                : GivenLists.of(
                        lists.of(practice).stream().flatMap(StoredTrust::given).toList());
        return new Read(keys, listIds, new PracticeTrust(trusted, given));
    }

    /** What cannot be read says nothing of any certificate, and stops no mail that others speak for. */
    private static Stream<GivenLists.Given> given(StoredList row) {
        try {
            return Stream.of(GivenLists.Given.read(row.der));
        } catch (RevocationUnknownException damagedInTheDatabase) {
            LOG.warnf(
                    "CRL %s of practice %s cannot be read and counts for nothing (%s): give it again.",
                    row.id, row.practice, damagedInTheDatabase.why());
            return Stream.empty();
        }
    }

    private static X509Certificate certificate(StoredAnchor row) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(row.der));
        } catch (CertificateException damagedInTheDatabase) {
            throw new IllegalStateException("anchor " + row.fingerprint + " cannot be read", damagedInTheDatabase);
        }
    }
}
