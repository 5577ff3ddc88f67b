package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * What is on record about a mailbox' certificates, remembered for as long as nothing of the practice's changed. Each
 * change grows the practice's generation in its own transaction, and each question reads that one number first: so what
 * is remembered is as good as what would be read, and an import or a revocation, on whichever replica, holds for the
 * next message.
 */
@Singleton
class KnownCertificates {

    private static final long CACHE_OCTETS = 32L * 1024 * 1024;

    private final StoredCertificates certificates;
    private final RecipientCapabilities capabilities;
    private final CertificateGenerations generations;
    private final BoundedCache<PracticeId, Kept<PracticeCertificates>> ofPractices =
            new BoundedCache<>(CACHE_OCTETS, kept -> kept.value().octets());
    private final BoundedCache<Sought, Kept<MailboxCertificates>> ofMailboxes =
            new BoundedCache<>(CACHE_OCTETS, kept -> kept.value().octets());

    KnownCertificates(
            StoredCertificates certificates, RecipientCapabilities capabilities, CertificateGenerations generations) {
        this.certificates = certificates;
        this.capabilities = capabilities;
        this.generations = generations;
    }

    private record Sought(PracticeId practice, String mailbox) {}

    private record Kept<V>(long generation, V value) {}

    /** Everything that is on record now. */
    CertificateView of(PracticeId practice, Mailbox mailbox) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            // It may see what is not committed, which is nobody else's matter.
            return new CertificateView(readPractice(practice), readMailbox(practice, mailbox));
        }
        long generation = generations.of(practice);
        return new CertificateView(
                known(ofPractices, practice, generation, () -> readPractice(practice)),
                known(
                        ofMailboxes,
                        new Sought(practice, mailbox.lookupKey()),
                        generation,
                        () -> readMailbox(practice, mailbox)));
    }

    /** The certificates on record that a path may lead over; the same object while nothing of the practice's changed. */
    Authorities authorities(PracticeId practice) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            return readPractice(practice).authorities();
        }
        return known(ofPractices, practice, generations.of(practice), () -> readPractice(practice))
                .authorities();
    }

    private static <K, V> V known(BoundedCache<K, Kept<V>> cache, K key, long generation, Supplier<V> read) {
        Optional<Kept<V>> kept = cache.find(key);
        if (kept.isPresent() && kept.get().generation() == generation) {
            return kept.get().value();
        }
        V value = QuarkusTransaction.requiringNew().call(read::get);
        // Read after the generation: it may be newer than that says, never older.
        cache.keep(key, new Kept<>(generation, value));
        return value;
    }

    private PracticeCertificates readPractice(PracticeId practice) {
        return new PracticeCertificates(
                certificates.pathsOver(practice),
                capabilities.ofCertificatesAndDomains(practice).stream()
                        .collect(Collectors.toMap(KnownCapabilities::scope, KnownCapabilities::capabilities)));
    }

    private MailboxCertificates readMailbox(PracticeId practice, Mailbox mailbox) {
        return new MailboxCertificates(
                certificates.of(practice, mailbox).stream()
                        .map(StoredCertificate::held)
                        .toList(),
                capabilities.of(practice, mailbox).stream()
                        .collect(Collectors.toMap(KnownCapabilities::scope, KnownCapabilities::capabilities)));
    }
}
