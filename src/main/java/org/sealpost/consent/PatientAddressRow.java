package org.sealpost.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

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
}
