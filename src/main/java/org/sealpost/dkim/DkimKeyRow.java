package org.sealpost.dkim;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.SealedColumns;

/** A key as the database keeps it: its private half sealed, and gone once it is retired. */
@Entity
@Table(name = "dkim_key")
class DkimKeyRow {

    @Id
    UUID id = new UUID(0, 0);

    String practice = "";

    String domain = "";

    String selector = "";

    @Column(name = "algorithm")
    String algorithmKey = "";

    @Column(name = "public_key")
    String publicKey = "";

    String state = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Nullable
    @Column(name = "activated_at")
    Instant activatedAt;

    @Nullable
    @Column(name = "retired_at")
    Instant retiredAt;

    @Nullable
    @Column(name = "publish_until")
    Instant publishUntil;

    @Nullable
    @Embedded
    SealedColumns sealed;

    DkimAlgorithm algorithm() {
        return DkimAlgorithm.parse(algorithmKey).orElseThrow();
    }

    Optional<Sealed> sealed() {
        return Optional.ofNullable(sealed).flatMap(SealedColumns::sealed);
    }

    void seal(Sealed value) {
        sealed = SealedColumns.of(value);
    }

    boolean is(DkimKeyState one) {
        return state.equals(one.key());
    }

    void activate(Instant now) {
        state = DkimKeyState.ACTIVE.key();
        activatedAt = now;
    }

    /** @param publish until when the DNS record must stay, for what was signed and is still on its way */
    void retire(Instant now, Instant publish) {
        state = DkimKeyState.RETIRED.key();
        retiredAt = now;
        publishUntil = publish;
        sealed = null;
    }

    DkimKey key() {
        return new DkimKey(
                domain,
                selector,
                algorithm(),
                DkimKeyState.of(state),
                publicKey,
                createdAt,
                Optional.ofNullable(activatedAt),
                Optional.ofNullable(retiredAt),
                Optional.ofNullable(publishUntil));
    }
}
