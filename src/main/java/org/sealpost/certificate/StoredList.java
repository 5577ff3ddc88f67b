package org.sealpost.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code revocation_list}. */
@Entity
@Table(name = "revocation_list")
class StoredList {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "issuer")
    String issuer;

    @Column(name = "scope")
    byte[] scope;

    @Column(name = "signer")
    String signer;

    @Column(name = "this_update")
    Instant thisUpdate;

    @Column(name = "next_update")
    Instant nextUpdate;

    @Column(name = "entries")
    int entries;

    @Column(name = "der")
    byte[] der;

    @Column(name = "added_at")
    Instant addedAt;

    @Column(name = "added_by")
    String addedBy;

    RevocationListRecord shown() {
        return new RevocationListRecord(issuer, new Fingerprint(signer), thisUpdate, nextUpdate, entries, addedAt);
    }
}
