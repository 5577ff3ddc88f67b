package org.sealpost.delivery;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.Sealer;

/** Seals the body of a part at rest, bound to that very part, and opens it again. */
final class PartSeal {

    private final Sealer sealer;
    private final DeliverySettings settings;

    PartSeal(Sealer sealer, DeliverySettings settings) {
        this.sealer = sealer;
        this.settings = settings;
    }

    /** @throws IllegalStateException when it cannot be sealed */
    Sealed seal(QueuedPart part, RawMessage body) {
        try {
            return sealer.seal(body.octets(), associatedData(part), shreddable(part));
        } catch (SealException unsealed) {
            throw new IllegalStateException("the part could not be sealed", unsealed);
        }
    }

    RawMessage open(QueuedPart part, Sealed sealed) throws SealException {
        return RawMessage.of(sealer.open(sealed, associatedData(part)));
    }

    /** Fills four parameters; tells the index of the next. */
    static int bind(PreparedStatement statement, int at, Sealed sealed) throws SQLException {
        statement.setString(at, sealed.keyId());
        statement.setBytes(at + 1, sealed.wrappedKey());
        statement.setBytes(at + 2, sealed.nonce());
        statement.setBytes(at + 3, sealed.ciphertext());
        return at + 4;
    }

    static Sealed read(ResultSet row) throws SQLException {
        return new Sealed(
                row.getString("key_id"),
                row.getBytes("wrapped_key"),
                row.getBytes("nonce"),
                row.getBytes("ciphertext"));
    }

    /**
     * When its key may go: behind every extension of the part's life, since a released part lives once more as long. A
     * part that has no end keeps its key by naming it.
     */
    private Instant shreddable(QueuedPart part) {
        Instant end = part.expires().isBefore(QueuedPart.NO_END)
                ? part.expires()
                : part.created().plus(settings.lifetime());
        return end.plus(settings.lifetime()).plus(settings.holdLifetime());
    }

    private static byte[] associatedData(QueuedPart part) {
        return ("queued part " + part.practice() + " " + part.id()).getBytes(StandardCharsets.UTF_8);
    }
}
