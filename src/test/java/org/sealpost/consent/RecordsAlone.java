package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What holds by the records in the database alone, as while a server is polled lately enough. */
@ApplicationScoped
public class RecordsAlone {

    private final RecipientLookup lookup;
    private final PatientRepository repository;

    RecordsAlone(RecipientLookup lookup, PatientRepository repository) {
        this.lookup = lookup;
        this.repository = repository;
    }

    public ConsentDirectory directory() {
        return new ConsentDirectory(lookup, repository, (practice, patients, now) -> Map.of());
    }
}
