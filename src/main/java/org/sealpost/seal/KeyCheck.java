package org.sealpost.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.sql.DataSource;

/**
 * Whether the keystore is the one with which the database was filled. A replica with another one would seal what the
 * others cannot open, and give every address another pseudonym.
 */
public final class KeyCheck {

    private static final byte[] TEXT = "sealpost keystore check".getBytes(StandardCharsets.US_ASCII);

    private final DataSource database;
    private final Keystore keystore;

    public KeyCheck(DataSource database, Keystore keystore) {
        this.database = database;
        this.keystore = keystore;
    }

    /**
     * Compares the check values; at first start writes it.
     *
     * @throws SealException in one sentence, when they differ
     */
    public void verify() throws SealException, SQLException {
        String ours = checkValue();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO keystore_check (id, check_value) VALUES (1, ?) ON CONFLICT DO NOTHING");
                PreparedStatement select =
                        connection.prepareStatement("SELECT check_value FROM keystore_check WHERE id = 1")) {
            insert.setString(1, ours);
            insert.executeUpdate();
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                if (!MessageDigest.isEqual(bytes(ours), bytes(rows.getString(1)))) {
                    throw new SealException("The keystore is not the one that this database was filled with:"
                            + " give Sealpost the right keystore.p12 (sealpost.keystore.file), or another database.");
                }
            }
        }
    }

    private String checkValue() throws SealException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keystore.key(Keystore.CHECK));
            return HexFormat.of().formatHex(mac.doFinal(TEXT));
        } catch (GeneralSecurityException unusable) {
            throw new SealException("The keystore's check key cannot be used.", unusable);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
