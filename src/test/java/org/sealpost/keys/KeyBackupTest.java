package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.dkim.DkimAlgorithm;
import org.sealpost.dkim.DkimKeys;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.Keystore;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestServices;

/** Backup and restore on the real database; on a new machine: {@code KeysOfARunningSealpostIT}. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyBackupTest {

    private static final Actor STAFF = Actor.staff("s-1");
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @Inject
    KeyBackup backup;

    @Inject
    KeyCustody custody;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCertification certification;

    @Inject
    KeysInUse inUse;

    @Inject
    InternalAuthority authority;

    @Inject
    Keystore keystore;

    @Inject
    DkimKeys dkim;

    private PracticeId practice = PracticeId.DEFAULT;
    private PracticeKey key;

    @BeforeEach
    void makeAPracticeWithAKey() throws Exception {
        practice = new PracticeId("b" + UUID.randomUUID().toString().substring(0, 12));
        change("INSERT INTO practice (id, name) VALUES (?, 'Sample')", practice.value());
        authority.create(practice, "Sample", KeyAlgorithm.P_256, List.of(), false, STAFF);
        key = custody.create(
                practice,
                new NewKey(
                        KeyOwner.parse("practice.example"),
                        Optional.empty(),
                        KeyAlgorithm.P_256,
                        KeyIssuer.AUTHORITY,
                        false,
                        Optional.empty()),
                STAFF);
    }

    @Test
    void aKeyThatWasDestroyedByMistakeComesBackAndSigns() throws Exception {
        byte[] secret = signing().orElseThrow().key().getEncoded();
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        custody.destroy(practice, key.id(), true, STAFF);
        assertThat(signing()).isEmpty();

        assertThat(backup.restore(file, PASSPHRASE, STAFF).keys()).containsEntry(practice, 1);
        assertThat(signing().orElseThrow().key().getEncoded()).isEqualTo(secret);
        assertThat(backup.restore(file, PASSPHRASE, STAFF).keys()).doesNotContainKey(practice);
    }

    @Test
    void rowsThatAreGoneComeBackWithTheirPractice() throws Exception {
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        change("DELETE FROM practice_key WHERE practice = ?", practice.value());
        inUse.forget(practice);
        assertThat(signing()).isEmpty();

        assertThat(backup.restore(file, PASSPHRASE, STAFF).keys()).containsEntry(practice, 2);
        assertThat(signing()).isPresent();
        assertThat(authority.list(practice)).hasSize(1);
    }

    @Test
    void theFormerCertificatesOfARenewedKeyComeBackWithIt() throws Exception {
        X509Certificate former = key.certificate().orElseThrow();
        X509Certificate renewed = renew();
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        change("DELETE FROM practice_key WHERE practice = ?", practice.value());

        backup.restore(file, PASSPHRASE, STAFF);

        assertThat(keys.decryption(practice))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(renewed, former);
    }

    /** Its rows have no such column. */
    @Test
    void aBackupFromBeforeFormerCertificatesWereKeptIsRestored() throws Exception {
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        BackupFile now = BackupFile.open(file, PASSPHRASE);
        String rows = new String(now.rows(), StandardCharsets.UTF_8);
        BackupFile earlier = BackupFile.empty(PASSPHRASE);
        earlier.putSeal(now.seal());
        earlier.putRows(rows.replaceAll(",\\s*\"former_certificates\":\\s*(null|\"[^\"]*\")", "")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(new String(earlier.rows(), StandardCharsets.UTF_8)).doesNotContain("former_certificates");
        change("DELETE FROM practice_key WHERE practice = ?", practice.value());
        inUse.forget(practice);

        backup.restore(earlier.write(), PASSPHRASE, STAFF);

        assertThat(signing()).isPresent();
    }

    @Test
    void aMonthsKeyThatWasLostComesBack() throws Exception {
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        String month = keystore.allKeysForBackup().keySet().stream()
                .filter(name -> name.startsWith("month-203"))
                .findFirst()
                .orElseThrow();
        keystore.remove(month);
        inUse.forget(practice);
        assertThat(signing()).isEmpty();

        backup.restore(file, PASSPHRASE, STAFF);
        inUse.forget(practice);
        assertThat(signing()).isPresent();
    }

    /** One damaged row keeps no other key out of the backup, and none in it from coming back. */
    @Test
    void aDamagedKeyIsNamedAndStopsNoOther() throws Exception {
        byte[] whole = backup.backup(PASSPHRASE, STAFF).file();
        byte[] secret = signing().orElseThrow().key().getEncoded();
        ClosedKey damaged = new ClosedKey(practice, key.id());
        change(
                "UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE purpose = 'smime' AND practice = ?",
                practice.value());
        inUse.forget(practice);

        KeyBackup.Taken taken = backup.backup(PASSPHRASE, STAFF);

        assertThat(taken.closed()).contains(damaged);
        BackupFile file = BackupFile.open(taken.file(), PASSPHRASE);
        assertThat(new String(file.rows(), StandardCharsets.UTF_8))
                .contains(key.id().toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(taken.file()), PASSPHRASE);
        assertThat(Collections.list(store.aliases()))
                .doesNotContain("key-" + key.id())
                .contains("key-" + authorityKey());
        assertThat(backup.restore(taken.file(), PASSPHRASE, STAFF).closed())
                .as("what the file has no better than the database")
                .contains(damaged);
        KeyBackup.Restored restored = backup.restore(whole, PASSPHRASE, STAFF);
        assertThat(restored.keys()).containsEntry(practice, 1);
        assertThat(restored.closed()).doesNotContain(damaged);
        assertThat(signing().orElseThrow().key().getEncoded()).isEqualTo(secret);
    }

    /** A DKIM key that does not open signs nothing: nobody would learn of it from a backup that says it is whole. */
    @Test
    void aDamagedDkimKeyIsNamedAndComesBackFromAnOlderBackup() throws Exception {
        dkim.add(practice, Domain.parse("practice.example"), List.of(DkimAlgorithm.ED25519), STAFF);
        byte[] whole = backup.backup(PASSPHRASE, STAFF).file();
        ClosedKey damaged =
                new ClosedKey(practice, UUID.fromString(one("SELECT id::text FROM dkim_key WHERE practice = ?")));
        change("UPDATE dkim_key SET ciphertext = decode('00', 'hex') WHERE practice = ?", practice.value());

        KeyBackup.Taken taken = backup.backup(PASSPHRASE, STAFF);

        assertThat(taken.closed()).contains(damaged);
        assertThat(backup.restore(taken.file(), PASSPHRASE, STAFF).closed())
                .as("what the file has no better than the database")
                .contains(damaged);
        KeyBackup.Restored restored = backup.restore(whole, PASSPHRASE, STAFF);
        assertThat(restored.keys()).containsEntry(practice, 1);
        assertThat(restored.closed()).doesNotContain(damaged);
        assertThat(backup.backup(PASSPHRASE, STAFF).closed()).doesNotContain(damaged);
    }

    @Test
    void aDamagedKeyThatWaitsForItsCertificateIsNamedToo() throws Exception {
        PracticeKey waiting = custody.create(
                practice,
                new NewKey(
                        KeyOwner.parse("ada@practice.example"),
                        Optional.empty(),
                        KeyAlgorithm.P_256,
                        KeyIssuer.OUTSIDE,
                        false,
                        Optional.empty()),
                STAFF);
        ClosedKey named = new ClosedKey(practice, waiting.id());
        assertThat(backup.backup(PASSPHRASE, STAFF).closed()).doesNotContain(named);
        change(
                "UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE id::text = ?",
                named.id().toString());

        assertThat(backup.backup(PASSPHRASE, STAFF).closed()).contains(named);
    }

    /** By its own signature this time. */
    private X509Certificate renew() throws Exception {
        SmimeIdentity signing = signing().orElseThrow();
        X509Certificate renewed = CertificateWriter.forMail(
                signing.certificate().getPublicKey(),
                CertificateWriter.subject("Sample"),
                CertifiedNames.of(KeyOwner.parse("practice.example"), List.of()),
                Optional.empty(),
                KeyEncoding.signer(signing.certificate().getPublicKey(), signing.key(), Optional.empty()),
                Duration.ofDays(30),
                Optional.empty());
        certification.certify(practice, key.id(), renewed.getEncoded(), Optional.empty(), any -> true, STAFF);
        return renewed;
    }

    private String one(String query) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(query)) {
            select.setString(1, practice.value());
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    private String authorityKey() throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement query = owner.prepareStatement(
                        "SELECT id FROM practice_key WHERE practice = ? AND purpose <> 'smime'")) {
            query.setString(1, practice.value());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    @Test
    void theFileOpensWithItsPassphraseOnlyAndHoldsNothingInClear() throws Exception {
        byte[] secret = signing().orElseThrow().key().getEncoded();
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        byte[] scalar = Arrays.copyOfRange(secret, secret.length - 32, secret.length);
        assertThat(text)
                .doesNotContain(new String(scalar, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(keystore.key(Keystore.CHECK).getEncoded(), StandardCharsets.ISO_8859_1))
                .doesNotContain("practice.example");
        assertThatThrownBy(() -> backup.restore(file, "another passphrase".toCharArray(), STAFF))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("does not open");
        file[file.length / 2] ^= 1;
        assertThatThrownBy(() -> backup.restore(file, PASSPHRASE, STAFF)).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void aPassphraseThatIsEasilyGuessedIsRefused() {
        assertThatThrownBy(() -> backup.backup("fifteen letters".toCharArray(), STAFF))
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> backup.backup("passspassspassspasss".toCharArray(), STAFF))
                .hasMessageContaining("repeats");
    }

    /** The keystore is of all practices: whoever takes it along is on record where nobody has a key of their own, too. */
    @Test
    void everyBackupAndEveryRestoreIsAnEventOfTheInstallation() throws Exception {
        int backups = events(PracticeId.DEFAULT, "key.backed-up");
        int restores = events(PracticeId.DEFAULT, "key.restored");

        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        backup.restore(file, PASSPHRASE, STAFF);

        assertThat(events(PracticeId.DEFAULT, "key.backed-up")).isEqualTo(backups + 1);
        assertThat(events(PracticeId.DEFAULT, "key.restored")).isEqualTo(restores + 1);
        assertThat(events(practice, "key.backed-up")).isOne();
    }

    private static int events(PracticeId practice, String type) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement count =
                        owner.prepareStatement("SELECT count(*) FROM audit_event WHERE practice = ? AND type = ?")) {
            count.setString(1, practice.value());
            count.setString(2, type);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        SmimeIdentity signing = signing().orElseThrow();
        byte[] other = Pkcs12File.write("one", signing.key(), List.of(signing.certificate()), PASSPHRASE);
        assertThatThrownBy(() -> backup.restore(other, PASSPHRASE, STAFF)).hasMessageContaining("is no backup");
    }

    @Test
    void aNewKeystoreHoldsEveryKeyAndIsNeverMadeOverAnother() throws Exception {
        byte[] file = backup.backup(PASSPHRASE, STAFF).file();
        Path fresh = Files.createTempDirectory("sealpost-keys").resolve("keystore.p12");
        KeyBackup.restoreKeystore(file, PASSPHRASE, fresh, Optional.of("another password"));
        Keystore restored = Keystore.open(fresh, "another password".toCharArray());
        assertThat(restored.key(Keystore.CHECK)).isEqualTo(keystore.key(Keystore.CHECK));
        assertThat(restored.key(Keystore.PSEUDONYMS)).isEqualTo(keystore.key(Keystore.PSEUDONYMS));
        Set<String> names = restored.allKeysForBackup().keySet();
        assertThat(names).containsAll(keystore.allKeysForBackup().keySet());
        assertThat(Files.getPosixFilePermissions(fresh).toString()).doesNotContain("GROUP", "OTHERS");
        assertThatThrownBy(() -> KeyBackup.restoreKeystore(file, PASSPHRASE, fresh, Optional.of("another password")))
                .hasMessageContaining("already");
    }

    @Test
    void aBackupOfAnotherInstallationIsRefused() throws Exception {
        BackupFile other = BackupFile.empty(PASSPHRASE);
        other.putRows("{\"version\":1}".getBytes(StandardCharsets.UTF_8));
        other.putSeal(Map.of(Keystore.CHECK, BackupFile.wrap(new byte[32])));
        byte[] file = other.write();
        assertThatThrownBy(() -> backup.restore(file, PASSPHRASE, STAFF)).hasMessageContaining("another installation");
    }

    private Optional<SmimeIdentity> signing() throws Exception {
        return keys.signing(practice, Mailbox.parse("a@practice.example"));
    }

    private static void change(String sql, String value) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement update = owner.prepareStatement(sql)) {
            update.setString(1, value);
            assertThat(update.executeUpdate()).isPositive();
        }
    }
}
