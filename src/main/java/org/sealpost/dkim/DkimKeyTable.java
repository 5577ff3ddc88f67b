package org.sealpost.dkim;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/** The table {@code dkim_key}. */
@ApplicationScoped
class DkimKeyTable implements PanacheRepositoryBase<DkimKeyRow, UUID> {

    private final DkimKeyChanges changes;

    DkimKeyTable(DkimKeyChanges changes) {
        this.changes = changes;
    }

    @Transactional
    List<DkimKeyRow> active(PracticeId practice) {
        return list(
                "practice = ?1 and state = ?2 order by domain, algorithmKey desc",
                practice.value(),
                DkimKeyState.ACTIVE.key());
    }

    /** Those with a private half, of every practice. */
    List<DkimKeyRow> sealed() {
        return list("state <> ?1", DkimKeyState.RETIRED.key());
    }

    List<DkimKeyRow> of(PracticeId practice) {
        return list("practice = ?1 order by domain, createdAt, selector", practice.value());
    }

    List<DkimKeyRow> of(PracticeId practice, String domain) {
        return list("practice = ?1 and domain = ?2", practice.value(), domain);
    }

    /**
     * Activates keys that still wait, in one transaction with the end of those that they replace and with the events.
     *
     * @param seenInDns whether their records were found
     */
    @Transactional
    List<DkimKey> activate(
            PracticeId practice,
            List<DkimKey> waiting,
            Instant now,
            Instant publishUntil,
            boolean seenInDns,
            Actor by) {
        lock(practice);
        List<DkimKey> active = new ArrayList<>();
        for (DkimKey key : waiting) {
            List<DkimKeyRow> siblings = of(practice, key.domain()).stream()
                    .filter(row -> row.algorithm() == key.algorithm())
                    .toList();
            Optional<DkimKeyRow> next = siblings.stream()
                    .filter(row -> row.is(DkimKeyState.NEXT) && row.selector.equals(key.selector()))
                    .findFirst();
            if (next.isPresent()) {
                siblings.stream().filter(row -> row.is(DkimKeyState.ACTIVE)).forEach(row -> {
                    row.retire(now, publishUntil);
                    changes.retired(practice, row.key(), publishUntil, by);
                });
                // At no time are two of them active.
                flush();
                next.get().activate(now);
                changes.activated(practice, next.get().key(), seenInDns, by);
                active.add(next.get().key());
            }
        }
        return active;
    }

    /** Makes changes to one practice's keys follow each other until the transaction ends. */
    void lock(PracticeId practice) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "dkim keys " + practice.value())
                .getSingleResult();
    }
}
