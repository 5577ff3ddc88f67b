package org.sealpost.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;

/** The tables of patients, addresses and consents. Every query names the practice. */
@ApplicationScoped
class PatientRepository implements PanacheRepositoryBase<PatientRow, UUID> {

    private final EntityManager entities;

    PatientRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** One row of an address' patients and their consents; the consent is null where there is none. */
    record AddressMatch(
            PatientRow patient,
            String relationship,
            @Nullable ConsentRow consent) {}

    /** Waits for whoever records in that practice, until the transaction ends; false when there is no such practice. */
    boolean lock(PracticeId practice) {
        // FOR NO KEY UPDATE lets others go on referring to the practice.
        return !entities.createNativeQuery(
                        "SELECT id FROM practice WHERE id = :practice FOR NO KEY UPDATE", String.class)
                .setParameter("practice", practice.value())
                .getResultList()
                .isEmpty();
    }

    List<AddressMatch> ofAddress(PracticeId practice, String address) {
        return entities
                .createQuery(
                        "SELECT p, a.relationship, c FROM PatientAddressRow a"
                                + " JOIN PatientRow p ON p.id = a.patient AND p.practice = a.practice"
                                + " LEFT JOIN ConsentRow c ON c.patient = p.id AND c.practice = a.practice"
                                + " WHERE a.practice = :practice AND a.address = :address",
                        Object[].class)
                .setParameter("practice", practice.value())
                .setParameter("address", address)
                .getResultList()
                .stream()
                .map(row -> new AddressMatch((PatientRow) row[0], (String) row[1], (ConsentRow) row[2]))
                .toList();
    }

    List<String> identifiedBy(PracticeId practice, Set<String> numbers, Set<String> phones) {
        return entities.createQuery(
                        "SELECT p.patientId FROM PatientRow p WHERE p.practice = :practice"
                                + " AND (p.numberKey IN :numbers OR p.phoneKey IN :phones)",
                        String.class)
                .setParameter("practice", practice.value())
                .setParameter("numbers", numbers)
                .setParameter("phones", phones)
                .getResultList();
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
