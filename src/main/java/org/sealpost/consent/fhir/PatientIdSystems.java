package org.sealpost.consent.fhir;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sealpost.mail.PracticeId;

/** The system of each practice's patient ids. What was settled once stays so; a setting goes before it. */
@ApplicationScoped
class PatientIdSystems {

    private final FhirSettings settings;
    private final EntityManager entities;
    private final Map<PracticeId, String> settled = new ConcurrentHashMap<>();

    PatientIdSystems(FhirSettings settings, EntityManager entities) {
        this.settings = settings;
        this.entities = entities;
    }

    PatientIdSystem of(PracticeId practice) {
        Optional<String> named = Optional.ofNullable(
                        settings.practicePatientSystems().get(practice.value()))
                .or(settings::patientSystem);
        return new PatientIdSystem(named, named.isPresent() ? Optional.empty() : settled(practice));
    }

    private Optional<String> settled(PracticeId practice) {
        Optional<String> known = Optional.ofNullable(settled.get(practice));
        if (known.isPresent()) {
            return known;
        }
        Optional<String> read = QuarkusTransaction.joiningExisting()
                .call(() -> entities.createNativeQuery(
                                "SELECT system FROM patient_id_system WHERE practice = :practice", String.class)
                        .setParameter("practice", practice.value())
                        .getResultStream()
                        .map(String::valueOf)
                        .findFirst());
        read.ifPresent(system -> settled.put(practice, system));
        return read;
    }

    /** Settles the system of a practice. Within the transaction that records its first Patient, under the practice's lock. */
    void settle(PracticeId practice, String system) {
        entities.createNativeQuery(
                        "INSERT INTO patient_id_system (practice, system, settled_at) VALUES (:practice, :system, :at)")
                .setParameter("practice", practice.value())
                .setParameter("system", system)
                .setParameter("at", Instant.now())
                .executeUpdate();
    }
}
