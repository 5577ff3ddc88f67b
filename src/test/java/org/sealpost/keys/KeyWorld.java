package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** A practice of its own for each test, with its keys as they stand in the database. */
@Dependent
class KeyWorld {

    static final Actor STAFF = Actor.staff("s-1");

    private final KeyCustody custody;
    private final PracticeKeys keys;
    private final PracticeId practice;

    KeyWorld(KeyCustody custody, PracticeKeys keys) throws SQLException {
        this.custody = custody;
        this.keys = keys;
        this.practice = newPractice();
    }

    PracticeId practice() {
        return practice;
    }

    PracticeKey create(String owner) throws Exception {
        return custody.create(practice, wanted(owner, KeyAlgorithm.P_256, KeyIssuer.SELF, Optional.empty()), STAFF);
    }

    static NewKey wanted(String owner, KeyAlgorithm algorithm, KeyIssuer issuer, Optional<Instant> from)
            throws Exception {
        return new NewKey(KeyOwner.parse(owner), Optional.empty(), algorithm, issuer, false, from);
    }

    List<PracticeKey> take(byte[] file, String password, Optional<String> owner) throws Exception {
        Optional<KeyOwner> whose = owner.isPresent() ? Optional.of(KeyOwner.parse(owner.get())) : Optional.empty();
        return custody.importFile(practice, whose, file, password.toCharArray(), Optional.empty(), any -> true, STAFF);
    }

    static byte[] file(TestIdentity identity) {
        return Pkcs12File.write("one", identity.key(), List.of(identity.certificate()), "secret".toCharArray());
    }

    /** Several keys in one file, in that order. */
    static byte[] file(List<TestIdentity> identities) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestIdentity one : identities) {
            store.setKeyEntry(
                    "key-" + store.size(), one.key(), "secret".toCharArray(), new Certificate[] {one.certificate()});
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, "secret".toCharArray());
        return file.toByteArray();
    }

    X509Certificate signs(String sender) throws Exception {
        return keys.signing(practice, mailbox(sender)).orElseThrow().certificate();
    }

    static X509Certificate certificate(PracticeKey key) {
        return key.certificate().orElseThrow();
    }

    PracticeKey shown(PracticeKey key) {
        return custody.list(practice).stream()
                .filter(one -> one.id().equals(key.id()))
                .findFirst()
                .orElseThrow();
    }

    KeyState state(PracticeKey key) {
        return shown(key).state(Instant.now());
    }

    static Mailbox mailbox(String address) throws Exception {
        return Mailbox.parse(address);
    }

    static PracticeId newPractice() throws SQLException {
        PracticeId id = new PracticeId("k" + UUID.randomUUID().toString().substring(0, 12));
        try (Connection owner = TestServices.owner();
                PreparedStatement insert =
                        owner.prepareStatement("INSERT INTO practice (id, name) VALUES (?, 'Sample')")) {
            insert.setString(1, id.value());
            insert.executeUpdate();
        }
        return id;
    }

    byte[] column(String name, PracticeKey key) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement select =
                        owner.prepareStatement("SELECT " + name + " FROM practice_key WHERE id = ?")) {
            select.setObject(1, key.id());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }

    static void change(String sql, UUID id) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement update = owner.prepareStatement(sql)) {
            update.setObject(1, id);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    List<String> events() throws SQLException {
        List<String> events = new ArrayList<>();
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(
                        "SELECT type || ' ' || data::jsonb::text FROM audit_event WHERE practice = ? ORDER BY position")) {
            select.setString(1, practice.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        }
        return events;
    }
}
