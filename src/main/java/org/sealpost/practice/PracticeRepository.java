package org.sealpost.practice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The table of practices. */
@ApplicationScoped
class PracticeRepository implements PanacheRepositoryBase<PracticeRow, String> {

    @Transactional
    List<PracticeSettings> all() {
        return listAll().stream().map(PracticeRow::settings).toList();
    }

    @Transactional
    void save(PracticeSettings settings) {
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
    }
}
