package org.sealpost.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A patient as the database keeps it. */
@Entity
@Table(name = "patient")
class PatientRow {

    @Id
    UUID id = UUID.randomUUID();

    String practice = "";

    @Column(name = "patient_id")
    String patientId = "";

    @Column(name = "number_key")
    String numberKey = "";

    @Column(name = "given_name")
    String givenName = "";

    @Column(name = "family_name")
    String familyName = "";

    @Nullable
    @Column(name = "birth_date")
    LocalDate birthDate;

    @Nullable
    String phone;

    @Nullable
    @Column(name = "phone_key")
    String phoneKey;

    String language = "en";

    @Column(name = "substance_use")
    boolean substanceUse;

    boolean restricted;

    @Nullable
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "name_keys")
    String[] nameKeys;

    @Nullable
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "family_keys")
    String[] familyKeys;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Column(name = "updated_at")
    Instant updatedAt = Instant.EPOCH;
}
