package org.sealpost.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    Optional<PatientRow> patient(PracticeId practice, PatientReference patient) {
        return switch (patient) {
            case PatientReference.Here(UUID id) -> patient(practice, id);
            case PatientReference.AtThePractice(PatientId id) -> patient(practice, id);
        };
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

    /** Those of several patients. */
    List<ConsentRow> consents(PracticeId practice, Set<UUID> patients) {
        return entities.createQuery(
                        "FROM ConsentRow WHERE practice = :practice AND patient IN :patients", ConsentRow.class)
                .setParameter("practice", practice.value())
                .setParameter("patients", patients)
                .getResultList();
    }

    Optional<ConsentRow> consent(PracticeId practice, UUID id) {
        return entities.createQuery("FROM ConsentRow WHERE practice = :practice AND id = :id", ConsentRow.class)
                .setParameter("practice", practice.value())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Every version of what a source told under an id. */
    List<ConsentRow> consents(PracticeId practice, SourceId source) {
        return entities.createQuery(
                        "FROM ConsentRow WHERE practice = :practice AND sourceId = :source", ConsentRow.class)
                .setParameter("practice", practice.value())
                .setParameter("source", source.text())
                .getResultList();
    }

    List<ConsentRow> consentsInForce(PracticeId practice, SourceId.Origin origin) {
        return entities.createQuery(
                        "FROM ConsentRow WHERE practice = :practice AND sourceId LIKE :origin AND revokedAt IS NULL",
                        ConsentRow.class)
                .setParameter("practice", practice.value())
                .setParameter("origin", SourceId.prefix(origin) + "%")
                .getResultList();
    }

    /** The newest first. */
    List<ConsentRow> consents(PracticeId practice, Optional<Boolean> revoked, int from, int most) {
        return sought("", practice, revoked, " ORDER BY recordedAt DESC, id", ConsentRow.class)
                .setFirstResult(from)
                .setMaxResults(most)
                .getResultList();
    }

    long count(PracticeId practice, Optional<Boolean> revoked) {
        return sought("SELECT count(*) ", practice, revoked, "", Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> sought(
            String select, PracticeId practice, Optional<Boolean> revoked, String order, Class<T> type) {
        String query = select + "FROM ConsentRow WHERE practice = :practice"
                + revoked.map(yes -> " AND revokedAt IS " + (yes ? "NOT NULL" : "NULL"))
                        .orElse("")
                + order;
        return entities.createQuery(query, type).setParameter("practice", practice.value());
    }

    void add(Object row) {
        entities.persist(row);
    }
}
