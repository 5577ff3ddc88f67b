package org.sealpost.practice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** The table of practices. */
@ApplicationScoped
class PracticeRepository implements PanacheRepositoryBase<PracticeRow, String> {

    @Transactional
    List<PracticeSettings> all() {
        // One query for all of them and what belongs to them, of which the list (unlike a stream) has each once.
        return find("SELECT DISTINCT p FROM PracticeRow p LEFT JOIN FETCH p.domains LEFT JOIN FETCH p.networks")
                .list()
                .stream()
                .map(PracticeRow::settings)
                .toList();
    }

    /** @throws IllegalArgumentException in one sentence, when a domain or network is another practice's */
    @Transactional
    void save(PracticeSettings settings) {
        List<PracticeSettings> others =
                all().stream().filter(one -> !one.id().equals(settings.id())).toList();
        for (PracticeSettings other : others) {
            if (!Collections.disjoint(other.domainNames(), settings.domainNames())) {
                throw new IllegalArgumentException("A domain of " + settings.id() + " is already one of " + other.id()
                        + ": remove it there first.");
            }
            if (!Collections.disjoint(other.networks(), settings.networks())) {
                throw new IllegalArgumentException("A network of " + settings.id() + " is already one of " + other.id()
                        + ": remove it there first.");
            }
        }
        PracticeRow row = findById(settings.id().value());
        boolean fresh = row == null;
        if (fresh) {
            row = new PracticeRow();
            row.id = settings.id().value();
            row.createdAt = Instant.now();
        }
        row.take(settings);
        if (fresh) {
            persist(row);
        }
        Claim.write(
                this,
                "The practice " + settings.id() + ", or a domain or network of it, was saved by another call at the"
                        + " same moment: look at the practices, and try again.");
    }
}
