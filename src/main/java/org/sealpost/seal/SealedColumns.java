package org.sealpost.seal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something sealed in the row that it belongs to: the four columns that every such table has. */
@Embeddable
public class SealedColumns {

    @Nullable
    @Column(name = "key_id")
    private String keyId;

    @Column(name = "wrapped_key")
    private byte @Nullable [] wrappedKey;

    @Column(name = "nonce")
    private byte @Nullable [] nonce;

    @Column(name = "ciphertext")
    private byte @Nullable [] ciphertext;

    /** For Hibernate. */
    protected SealedColumns() {}

    private SealedColumns(
            @Nullable String keyId,
            byte @Nullable [] wrappedKey,
            byte @Nullable [] nonce,
            byte @Nullable [] ciphertext) {
        this.keyId = keyId;
        this.wrappedKey = wrappedKey;
        this.nonce = nonce;
        this.ciphertext = ciphertext;
    }

    /** The columns that hold it. */
    public static SealedColumns of(Sealed sealed) {
        return new SealedColumns(sealed.keyId(), sealed.wrappedKey(), sealed.nonce(), sealed.ciphertext());
    }

    /** What they hold; nothing once it is shredded. */
    public Optional<Sealed> sealed() {
        return keyId == null || wrappedKey == null || nonce == null || ciphertext == null
                ? Optional.empty()
                : Optional.of(new Sealed(keyId, wrappedKey, nonce, ciphertext));
    }

    /** Without the wrapped key no copy of the ciphertext opens; the ciphertext goes too. The key's id stays. */
    public SealedColumns shredded() {
        return new SealedColumns(keyId, null, null, null);
    }
}
