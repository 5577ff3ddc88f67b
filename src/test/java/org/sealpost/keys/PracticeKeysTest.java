package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The life of keys on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PracticeKeysTest {

    private static final Actor STAFF = Actor.staff("s-1");
    private static final Instant NEXT_WEEK =
            Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    @Inject
    KeysInUse inUse;

    @Inject
    InternalAuthority authority;

    @Inject
    KeyAlarms alarms;

    private PracticeId practice = PracticeId.DEFAULT;

    @BeforeEach
    void makeAPractice() throws Exception {
        practice = newPractice();
    }

    @Test
    void nothingIsSignedWithoutAKey() throws Exception {
        assertThat(keys.signing(practice, mailbox("a@practice.example"))).isEmpty();
        assertThat(keys.encryption(practice, mailbox("a@practice.example"))).isEmpty();
        assertThat(keys.decryption(practice)).isEmpty();
    }

    @Test
    void theSendersOwnKeyComesBeforeTheDomainsAndThatBeforeThePractices() throws Exception {
        PracticeKey everyone = create("*");
        assertThat(signs("a@practice.example")).isEqualTo(certificate(everyone));
        PracticeKey domain = create("practice.example");
        assertThat(signs("a@practice.example")).isEqualTo(certificate(domain));
        PracticeKey own = create("a@practice.example");
        assertThat(signs("A@Practice.example")).isEqualTo(certificate(own));
        assertThat(signs("b@practice.example")).isEqualTo(certificate(domain));
        assertThat(signs("b@other.example")).isEqualTo(certificate(everyone));
        assertThat(keys.encryption(practice, mailbox("a@practice.example"))).contains(certificate(own));
        assertThat(keys.decryption(practice)).hasSize(3);
    }

    @Test
    void noKeyServesAnotherPractice() throws Exception {
        PracticeKey key = create("*");
        PracticeId other = newPractice();
        assertThat(keys.signing(other, mailbox("a@practice.example"))).isEmpty();
        assertThat(keys.decryption(other)).isEmpty();
        assertThat(custody.list(other)).isEmpty();
        assertThatThrownBy(() -> custody.destroy(other, key.id(), true, STAFF)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> custody.request(other, key.id())).isInstanceOf(KeyRefusedException.class);
        assertThat(signs("a@practice.example")).isEqualTo(certificate(key));
    }

    @Test
    void aKeyThatOnlySignsLeavesEncryptionToTheOther() throws Exception {
        PracticeKey both = create("practice.example");
        PracticeKey signer = custody.create(
                practice, wanted("practice.example", KeyAlgorithm.ED25519, KeyIssuer.SELF, Optional.empty()), STAFF);
        assertThat(signs("a@practice.example")).isEqualTo(certificate(signer));
        assertThat(keys.encryption(practice, mailbox("a@practice.example"))).contains(certificate(both));
        assertThat(keys.decryption(practice))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(both));
        assertThat(state(both)).isEqualTo(KeyState.ACTIVE);
    }

    /** Whoever recorded mail to one mailbox must not have it opened by sending it to another. */
    @Test
    void aKeyOpensMailToItsOwnersAlone() throws Exception {
        PracticeKey doctor = create("doctor@practice.example");
        PracticeKey domain = create("practice.example");

        assertThat(keys.decryption(practice, List.of(mailbox("doctor@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactlyInAnyOrder(certificate(doctor), certificate(domain));
        assertThat(keys.decryption(practice, List.of(mailbox("info@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(domain));
        assertThat(keys.decryption(
                        practice, List.of(mailbox("doctor@practice.example"), mailbox("info@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(domain));
    }

    @Test
    void aRotatedKeySignsNoMoreAndDecryptsForTheOverlap() throws Exception {
        PracticeKey old = create("practice.example");
        PracticeKey next = custody.rotate(practice, old.id(), Optional.empty(), STAFF);
        assertThat(next.algorithm()).isEqualTo(old.algorithm());
        assertThat(next.subject()).isEqualTo(old.subject());
        assertThat(signs("a@practice.example")).isEqualTo(certificate(next));
        assertThat(keys.encryption(practice, mailbox("a@practice.example"))).contains(certificate(next));
        assertThat(keys.decryption(practice))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(next), certificate(old));

        PracticeKey retired = shown(old);
        assertThat(state(old)).isEqualTo(KeyState.RETIRED);
        Instant until = retired.decryptsUntil().orElseThrow();
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofDays(179), Duration.ofDays(180));

        custody.destroyOverdue(until.minusSeconds(1));
        assertThat(state(old)).isEqualTo(KeyState.RETIRED);
        custody.destroyOverdue(until.plusSeconds(1));
        assertThat(state(old)).isEqualTo(KeyState.DESTROYED);
        inUse.forget(practice);
        assertThat(keys.decryption(practice))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(next));
        assertThat(column("ciphertext", old)).isNull();
        assertThat(column("wrapped_key", old)).isNull();
    }

    @Test
    void aSuccessorFromADateLeavesTheOldKeySigningUntilThen() throws Exception {
        PracticeKey old = create("practice.example");
        PracticeKey next = custody.rotate(practice, old.id(), Optional.of(NEXT_WEEK), STAFF);
        assertThat(signs("a@practice.example")).isEqualTo(certificate(old));
        assertThat(state(next)).isEqualTo(KeyState.NEXT);
        assertThat(shown(old).state(NEXT_WEEK)).isEqualTo(KeyState.RETIRED);
        assertThat(shown(next).state(NEXT_WEEK)).isEqualTo(KeyState.ACTIVE);
        // Whoever has its certificate already is understood.
        assertThat(keys.decryption(practice)).hasSize(2);
    }

    @Test
    void aKeyOfAnOutsideAuthorityWaitsForItsCertificateAndThenTakesThePlace() throws Exception {
        PracticeKey old = create("a@practice.example");
        PracticeKey waiting = custody.create(
                practice, wanted("a@practice.example", KeyAlgorithm.P_256, KeyIssuer.OUTSIDE, Optional.empty()), STAFF);
        assertThat(state(waiting)).isEqualTo(KeyState.WAITING);
        assertThat(signs("a@practice.example")).isEqualTo(certificate(old));
        assertThat(custody.request(practice, waiting.id())).startsWith("-----BEGIN CERTIFICATE REQUEST-----");

        TestIdentity stranger = TestCertificate.of("CN=A", "a@practice.example").issue();
        assertThatThrownBy(() -> custody.certify(
                        practice,
                        waiting.id(),
                        stranger.pem().getBytes(StandardCharsets.US_ASCII),
                        Optional.empty(),
                        any -> true,
                        STAFF))
                .hasMessageContaining("None of the certificates is of this key");

        X509Certificate issued = issueFor(waiting, "a@practice.example");
        PracticeKey certified =
                custody.certify(practice, waiting.id(), issued.getEncoded(), Optional.empty(), any -> true, STAFF);
        assertThat(certified.state(Instant.now())).isEqualTo(KeyState.ACTIVE);
        assertThat(signs("a@practice.example")).isEqualTo(issued);
        assertThat(state(old)).isEqualTo(KeyState.RETIRED);
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() throws Exception {
        PracticeKey waiting = custody.create(
                practice, wanted("a@practice.example", KeyAlgorithm.P_256, KeyIssuer.OUTSIDE, Optional.empty()), STAFF);
        X509Certificate other = issueFor(waiting, "b@practice.example");
        assertThatThrownBy(() -> custody.certify(
                        practice, waiting.id(), other.getEncoded(), Optional.empty(), any -> true, STAFF))
                .hasMessage(
                        "The certificate may not be used, because it does not name the address that it shall be for:"
                                + " bring another one.");
    }

    @Test
    void keysOfAPkcs12FileAreTakenForTheAddressOfTheCertificate() throws Exception {
        TestIdentity ada = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-2048")
                .issue();
        byte[] file = Pkcs12File.write("ada", ada.key(), List.of(ada.certificate()), "secret".toCharArray());
        List<PracticeKey> taken = take(file, "secret", Optional.empty());
        assertThat(taken).extracting(PracticeKey::algorithm).containsExactly("rsa-2048");
        assertThat(taken.getFirst().owner().value()).isEqualTo("ada@practice.example");
        SmimeIdentity signing =
                keys.signing(practice, mailbox("ada@practice.example")).orElseThrow();
        assertThat(signing.key().getEncoded()).isEqualTo(ada.key().getEncoded());
        assertThatThrownBy(() -> take(file, "secret", Optional.empty())).hasMessageContaining("has this key already");
    }

    @Test
    void aFileThatIsNotToBeUsedIsRefusedWithItsReasonAndLeavesNothing() throws Exception {
        TestIdentity weak = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-1024")
                .issue();
        TestIdentity expired = TestCertificate.of("CN=Ada", "ada@practice.example")
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"))
                .issue();
        TestIdentity useless = TestCertificate.of("CN=Ada", "ada@practice.example")
                .keyUsage(KeyUsage.cRLSign)
                .issue();
        TestIdentity nameless = TestCertificate.of("CN=Ada").issue();
        TestIdentity other = TestCertificate.of("CN=Bo", "bo@practice.example").issue();
        assertThatThrownBy(() -> take(file(weak), "secret", Optional.empty())).hasMessageContaining("too short");
        assertThatThrownBy(() -> take(file(expired), "secret", Optional.empty()))
                .hasMessageContaining("expired on 2021-01-01");
        assertThatThrownBy(() -> take(file(useless), "secret", Optional.empty()))
                .hasMessageContaining("neither signing nor encryption");
        assertThatThrownBy(() -> take(file(nameless), "secret", Optional.empty()))
                .hasMessageContaining("names no e-mail addresses: say whose mail the key is for");
        assertThatThrownBy(() -> take(file(other), "secret", Optional.of("ada@practice.example")))
                .hasMessageContaining("does not name the address");
        assertThatThrownBy(() -> take(file(other), "wrong", Optional.empty())).hasMessageContaining("does not open");
        assertThatThrownBy(() -> take(new byte[] {1, 2, 3}, "secret", Optional.empty()))
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> custody.importFile(
                        practice,
                        Optional.empty(),
                        file(other),
                        "secret".toCharArray(),
                        Optional.empty(),
                        foreign -> false,
                        STAFF))
                .hasMessageContaining("its domain is none of the practice's");
        // One whose key is another's.
        byte[] swapped = Pkcs12File.write("bo", useless.key(), List.of(other.certificate()), "secret".toCharArray());
        assertThatThrownBy(() -> take(swapped, "secret", Optional.empty()))
                .hasMessageContaining("does not belong to the certificate");
        assertThat(custody.list(practice)).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void aKeyInUseIsDestroyedByForceOnly() throws Exception {
        PracticeKey key = create("*");
        assertThatThrownBy(() -> custody.destroy(practice, key.id(), false, STAFF))
                .hasMessage("The key is in use: retire it first, or force its end.");
        custody.destroy(practice, key.id(), true, STAFF);
        assertThat(keys.decryption(practice)).isEmpty();
        assertThatThrownBy(() -> custody.rotate(practice, key.id(), Optional.empty(), STAFF))
                .hasMessageContaining("was destroyed");
    }

    @Test
    void aKeyThatDoesNotOpenIsNoKeyAndCounted() throws Exception {
        PracticeKey key = create("*");
        change("UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE id = ?", key.id());
        inUse.forget(practice);
        assertThat(keys.signing(practice, mailbox("a@practice.example"))).isEmpty();
        assertThat(inUse.closed()).isPositive();
    }

    @Test
    void aSealedKeyOpensForItsOwnRowOnly() throws Exception {
        PracticeKey one = create("a@practice.example");
        PracticeKey two = create("b@practice.example");
        change(
                "UPDATE practice_key t SET key_id = f.key_id, wrapped_key = f.wrapped_key, nonce = f.nonce,"
                        + " ciphertext = f.ciphertext FROM practice_key f WHERE t.id = ? AND f.owner ="
                        + " 'b@practice.example' AND f.practice = t.practice",
                one.id());
        inUse.forget(practice);
        assertThat(keys.decryption(practice))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(certificate(two));
    }

    @Test
    void noRowAndNoTextHoldsAPrivateKey() throws Exception {
        PracticeKey key = create("a@practice.example");
        byte[] secret = keys.signing(practice, mailbox("a@practice.example"))
                .orElseThrow()
                .key()
                .getEncoded();
        byte[] scalar = Arrays.copyOfRange(secret, secret.length - 32, secret.length);
        for (String column : List.of("public_key", "certificate", "issuers", "wrapped_key", "nonce", "ciphertext")) {
            byte[] stored = column(column, key);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .as(column)
                    .doesNotContain(new String(scalar, StandardCharsets.ISO_8859_1));
        }
        assertThat(String.valueOf(key)).doesNotContain("practice.example");
        assertThat(inUse.of(practice).toString()).doesNotContain("practice.example", "PrivateKey");
    }

    @Test
    void theInternalAuthorityCertifiesKeysThatCannotSign() throws Exception {
        NewKey kem = wanted("practice.example", KeyAlgorithm.ML_KEM_768, KeyIssuer.AUTHORITY, Optional.empty());
        assertThatThrownBy(() -> custody.create(practice, kem, STAFF)).hasMessageContaining("make one first");
        assertThatThrownBy(() -> custody.create(
                        practice,
                        wanted("practice.example", KeyAlgorithm.ML_KEM_768, KeyIssuer.OUTSIDE, Optional.empty()),
                        STAFF))
                .hasMessageContaining("signs nothing, not even its own request");
        authority.create(practice, "Sample Practice", KeyAlgorithm.P_384, List.of(), false, STAFF);
        PracticeKey made = custody.create(practice, kem, STAFF);
        assertThat(keys.encryption(practice, mailbox("a@practice.example"))).contains(certificate(made));
        // Its successor is certified in the same way.
        PracticeKey next = custody.rotate(practice, made.id(), Optional.empty(), STAFF);
        assertThat(state(next)).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void everyChangeIsAnEventWithTheActorAndNoAddress() throws Exception {
        PracticeKey old = create("a@practice.example");
        PracticeKey next = custody.rotate(practice, old.id(), Optional.empty(), STAFF);
        custody.destroy(practice, old.id(), false, STAFF);
        List<String> events = events();
        assertThat(events)
                .extracting(event -> event.substring(0, event.indexOf(' ')))
                .containsExactly(
                        "key.added", "key.certified", "key.added", "key.certified", "key.retired", "key.destroyed");
        assertThat(events).allMatch(event -> event.contains("\"by\": {\"id\": \"s-1\", \"kind\": \"staff\"}"));
        assertThat(events).noneMatch(event -> event.contains("@"));
        assertThat(events.getLast()).contains(old.fingerprint());
        assertThat(events.get(3)).contains(next.fingerprint());
    }

    @Test
    void noEventOutlivesAChangeThatWasRolledBack() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> {
                    create("*");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessageContaining("rolled back");
        assertThat(custody.list(practice)).isEmpty();
    }

    @Test
    void aCertificateThatEndsIsToldOfAheadAndNoLongerSigns() throws Exception {
        PracticeKey key = create("*");
        Instant end = key.notAfter().orElseThrow();
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(31)))).isEmpty();
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(29)))).contains(30);
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(13)))).contains(14);
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(2)))).contains(3);
        assertThat(key.expiresWithinDays(end.plusSeconds(1))).contains(0);
        assertThat(key.hint(end.minus(Duration.ofDays(2))).orElseThrow()).endsWith(": rotate it.");

        TestIdentity brief = TestCertificate.of("CN=Ada", "ada@practice.example")
                .valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(4))
                .issue();
        take(file(brief), "secret", Optional.empty());
        assertThat(keys.signing(practice, mailbox("ada@practice.example")).map(SmimeIdentity::certificate))
                .contains(brief.certificate());
        await().until(() -> keys.signing(practice, mailbox("ada@practice.example"))
                .map(SmimeIdentity::certificate)
                .equals(Optional.of(certificate(key))));
        // It decrypts still: mail to it may be on the way.
        assertThat(keys.decryption(practice)).hasSize(2);
    }

    @Test
    void theEndOfACertificateIsAnEventOnceForEachLimit() throws Exception {
        PracticeKey key = create("*");
        Instant end = key.notAfter().orElseThrow();

        alarms.raise(end.minus(Duration.ofDays(40)));
        assertThat(expiring()).isEmpty();

        for (int days : List.of(29, 28, 13, 2, 1, -1)) {
            alarms.raise(end.minus(Duration.ofDays(days)));
        }
        assertThat(expiring())
                .hasSize(3)
                .allMatch(event -> event.contains(key.fingerprint()) && event.contains("\"renewed\": false"))
                .extracting(event -> event.replaceAll(".*\"days\": (\\d+).*", "$1"))
                .containsExactly("30", "14", "3");
    }

    @Test
    void theEndOfACertificateThatComesLateIsToldOfByTheNearestLimitAlone() throws Exception {
        PracticeKey key = create("a@practice.example");

        alarms.raise(key.notAfter().orElseThrow().minus(Duration.ofDays(2)));
        alarms.raise(key.notAfter().orElseThrow().minus(Duration.ofDays(1)));

        assertThat(expiring())
                .singleElement()
                .satisfies(event -> assertThat(event).contains("\"days\": 3").doesNotContain("@"));
    }

    private List<String> expiring() throws SQLException {
        return events().stream()
                .filter(event -> event.startsWith("key.expiring "))
                .toList();
    }

    private PracticeKey create(String owner) throws Exception {
        return custody.create(practice, wanted(owner, KeyAlgorithm.P_256, KeyIssuer.SELF, Optional.empty()), STAFF);
    }

    private static NewKey wanted(String owner, KeyAlgorithm algorithm, KeyIssuer issuer, Optional<Instant> from)
            throws Exception {
        return new NewKey(KeyOwner.parse(owner), Optional.empty(), algorithm, issuer, false, from);
    }

    private List<PracticeKey> take(byte[] file, String password, Optional<String> owner) throws Exception {
        Optional<KeyOwner> whose = owner.isPresent() ? Optional.of(KeyOwner.parse(owner.get())) : Optional.empty();
        return custody.importFile(practice, whose, file, password.toCharArray(), Optional.empty(), any -> true, STAFF);
    }

    private static byte[] file(TestIdentity identity) {
        return Pkcs12File.write("one", identity.key(), List.of(identity.certificate()), "secret".toCharArray());
    }

    /** An outside authority certifies the waiting key. */
    private static X509Certificate issueFor(PracticeKey waiting, String address) throws Exception {
        TestIdentity outside = TestCertificate.of("CN=Outside").forAuthority().issue();
        return CertificateWriter.forMail(
                KeyEncoding.publicKey(waiting.publicKey()),
                CertificateWriter.subject("A"),
                KeyOwner.parse(address),
                Optional.of(outside.certificate()),
                KeyEncoding.signer(outside.certificate().getPublicKey(), outside.key(), Optional.empty()),
                Duration.ofDays(30),
                Optional.empty());
    }

    private X509Certificate signs(String sender) throws Exception {
        return keys.signing(practice, mailbox(sender)).orElseThrow().certificate();
    }

    private static X509Certificate certificate(PracticeKey key) {
        return key.certificate().orElseThrow();
    }

    private PracticeKey shown(PracticeKey key) {
        return custody.list(practice).stream()
                .filter(one -> one.id().equals(key.id()))
                .findFirst()
                .orElseThrow();
    }

    private KeyState state(PracticeKey key) {
        return shown(key).state(Instant.now());
    }

    private static Mailbox mailbox(String address) throws Exception {
        return Mailbox.parse(address);
    }

    private static PracticeId newPractice() throws SQLException {
        PracticeId id = new PracticeId("k" + UUID.randomUUID().toString().substring(0, 12));
        try (Connection owner = TestServices.owner();
                PreparedStatement insert =
                        owner.prepareStatement("INSERT INTO practice (id, name) VALUES (?, 'Sample')")) {
            insert.setString(1, id.value());
            insert.executeUpdate();
        }
        return id;
    }

    private byte[] column(String name, PracticeKey key) throws SQLException {
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

    private static void change(String sql, UUID id) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement update = owner.prepareStatement(sql)) {
            update.setObject(1, id);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private List<String> events() throws SQLException {
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
