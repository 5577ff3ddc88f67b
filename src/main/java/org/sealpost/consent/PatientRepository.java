package org.sealpost.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The tables of patients, addresses and consents. Every query names the practice. */
@ApplicationScoped
class PatientRepository implements PanacheRepositoryBase<PatientRow, UUID> {

    private final EntityManager entities;

    PatientRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Waits for whoever records in that practice, until the transaction ends; false when there is no such practice. */
    boolean lock(PracticeId practice) {
        // FOR NO KEY UPDATE lets others go on referring to the practice.
        return !entities.createNativeQuery(
                        "SELECT id FROM practice WHERE id = :practice FOR NO KEY UPDATE", String.class)
                .setParameter("practice", practice.value())
                .getResultList()
                .isEmpty();
    }

    Optional<PatientRow> patient(PracticeId practice, PatientId id) {
        return find("practice = ?1 AND patientId = ?2", practice.value(), id.value())
                .firstResultOptional();
    }

    Optional<PatientRow> patient(PracticeId practice, UUID id) {
        return find("practice = ?1 AND id = ?2", practice.value(), id).firstResultOptional();
    }

    Optional<PatientAddressRow> address(PatientRow patient, String address) {
        return entities.createQuery(
                        "FROM PatientAddressRow WHERE practice = :practice AND patient = :patient AND address = :address",
                        PatientAddressRow.class)
                .setParameter("practice", patient.practice)
                .setParameter("patient", patient.id)
                .setParameter("address", address)
                .getResultStream()
                .findFirst();
    }

    List<PatientAddressRow> addresses(PatientRow patient) {
        return entities.createQuery(
                        "FROM PatientAddressRow WHERE practice = :practice AND patient = :patient ORDER BY createdAt",
                        PatientAddressRow.class)
                .setParameter("practice", patient.practice)
                .setParameter("patient", patient.id)
                .getResultList();
    }

    List<ConsentRow> consents(PatientRow patient) {
        return entities.createQuery(
                        "FROM ConsentRow WHERE practice = :practice AND patient = :patient", ConsentRow.class)
                .setParameter("practice", patient.practice)
                .setParameter("patient", patient.id)
                .getResultList();
    }

    Optional<ConsentRow> consent(PracticeId practice, UUID id) {
        return entities.createQuery("FROM ConsentRow WHERE practice = :practice AND id = :id", ConsentRow.class)
                .setParameter("practice", practice.value())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    void add(Object row) {
        entities.persist(row);
    }
}
