package org.sealpost.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An address of a patient, in lower case. */
@Entity
@Table(name = "patient_address")
class PatientAddressRow {

    @Id
    UUID id = UUID.randomUUID();

    String practice = "";

    UUID patient = new UUID(0, 0);

    String address = "";

    String relationship = "self";

    boolean shared;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    /** The origins of the record systems that have it now. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "told_by")
    String[] toldBy = {};

    /** Since when no record system has it any more that had it. */
    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;
}
