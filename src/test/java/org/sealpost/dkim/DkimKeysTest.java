package org.sealpost.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestServices;
import org.sealpost.testing.TextRecords;

/** The life of keys on the real database, with a real name server. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(TextRecords.class)
class DkimKeysTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final Actor STAFF = Actor.staff("s-1");
    private static final Duration HALF_A_YEAR = Duration.ofDays(180);

    @Inject
    DkimKeys keys;

    @Inject
    DkimSigner signer;

    @Inject
    DataSource database;

    private Domain domain = new Domain("unset.example");

    @BeforeEach
    void chooseADomain() throws Exception {
        domain = Domain.parse("d" + UUID.randomUUID() + ".example");
    }

    @Test
    void aKeySignsOnlyWhenItsRecordIsInDns() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        assertThatThrownBy(() -> keys.activate(PRACTICE, domain, false, STAFF))
                .isInstanceOf(DkimRefusedException.class)
                .hasMessage("The keys were not activated, because there is no TXT record at " + key.recordName()
                        + " yet: publish it, wait until name servers have it, then try again.");
        assertThat(signatures()).isZero();
        TextRecords.publish(key.recordName(), key.recordText());
        assertThat(keys.activate(PRACTICE, domain, false, STAFF))
                .extracting(DkimKey::state)
                .containsExactly(DkimKeyState.ACTIVE);
        assertThat(signatures()).isOne();
    }

    @Test
    void rfc6376Section3Point2ARecordMayBeWrittenWithOtherSpacesAndInAnotherOrder() throws Exception {
        DkimKey key = add(DkimAlgorithm.RSA);
        TextRecords.publish(
                key.recordName(),
                "v=DKIM1;p= " + key.publicKey().substring(0, 100) + "\t"
                        + key.publicKey().substring(100) + " ; t=s;");
        assertThat(keys.activate(PRACTICE, domain, false, STAFF)).hasSize(1);
    }

    @Test
    void aRecordOfAnotherKeyOrASecondRecordIsRefused() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        TextRecords.publish(key.recordName(), "v=DKIM1; k=ed25519; p=AAAA");
        assertThatThrownBy(() -> keys.activate(PRACTICE, domain, false, STAFF))
                .hasMessageContaining("is not this key's");
        TextRecords.publish(key.recordName(), key.recordText());
        assertThatThrownBy(() -> keys.activate(PRACTICE, domain, false, STAFF))
                .hasMessageContaining("several TXT records");
    }

    @Test
    void forceDoesNotAskDns() throws Exception {
        add(DkimAlgorithm.ED25519);
        assertThat(keys.activate(PRACTICE, domain, true, STAFF)).hasSize(1);
    }

    @Test
    void aSuccessorReplacesTheKeyWhoseRecordStaysForAWeek() throws Exception {
        DkimKey old = add(DkimAlgorithm.ED25519);
        keys.activate(PRACTICE, domain, true, STAFF);
        DkimKey next = keys.rotate(PRACTICE, domain, STAFF).getFirst();
        assertThat(next.selector()).isNotEqualTo(old.selector());
        assertThat(field()).contains("s=" + old.selector());
        keys.activate(PRACTICE, domain, true, STAFF);
        assertThat(field()).contains("s=" + next.selector());

        DkimKey retired = key(old.selector());
        assertThat(retired.state()).isEqualTo(DkimKeyState.RETIRED);
        Instant until = retired.publishUntil().orElseThrow();
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(retired.hint(Instant.now(), HALF_A_YEAR).orElseThrow()).startsWith("Leave its record in DNS until");
        assertThat(retired.hint(until.plusSeconds(1), HALF_A_YEAR)).contains("Take its record from DNS and remove it.");
        assertThat(column("ciphertext", old.selector())).isNull();
        assertThatThrownBy(() -> keys.remove(PRACTICE, domain, false, STAFF)).isInstanceOf(DkimRefusedException.class);
    }

    @Test
    void anOldKeyAsksToBeRotated() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        assertThat(key.hint(Instant.now(), HALF_A_YEAR)).contains("Publish its record in DNS, then activate it.");
        DkimKey active = keys.activate(PRACTICE, domain, true, STAFF).getFirst();
        assertThat(active.hint(Instant.now(), HALF_A_YEAR)).isEmpty();
        assertThat(active.hint(Instant.now().plus(Duration.ofDays(181)), HALF_A_YEAR)
                        .orElseThrow())
                .endsWith(": rotate it.");
    }

    @Test
    void aPrivateKeyIsStoredSealed() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        // PKCS #8 of Ed25519 holds this object identifier (RFC 8410 section 3).
        assertThat(new String(column("ciphertext", key.selector()), StandardCharsets.ISO_8859_1))
                .doesNotContain("\u0006\u0003\u002b\u0065\u0070");
    }

    @Test
    void aKeyThatDoesNotOpenLeavesTheMessageUnsigned() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        change("UPDATE dkim_key SET ciphertext = decode('00', 'hex') WHERE selector = ?", key.selector());
        keys.activate(PRACTICE, domain, true, STAFF);
        RawMessage message = message();
        assertThat(signer.sign(PRACTICE, message, any -> true)).isSameAs(message);
    }

    @Test
    void aDomainThatThePracticeGaveUpSignsNothing() throws Exception {
        add(DkimAlgorithm.ED25519);
        keys.activate(PRACTICE, domain, true, STAFF);
        RawMessage message = message();
        assertThat(signer.sign(PRACTICE, message, any -> false)).isSameAs(message);
        assertThat(signer.sign(new PracticeId("another"), message, any -> true)).isSameAs(message);
    }

    @Test
    void everyChangeIsAnEventWithTheActorAndThePublicHalfOnly() throws Exception {
        DkimKey old = add(DkimAlgorithm.ED25519);
        TextRecords.publish(old.recordName(), old.recordText());
        keys.activate(PRACTICE, domain, false, STAFF);
        DkimKey next = keys.rotate(PRACTICE, domain, STAFF).getFirst();
        keys.activate(PRACTICE, domain, true, STAFF);
        keys.remove(PRACTICE, domain, true, STAFF);

        assertThat(events(old))
                .containsExactly(
                        "dkim-key.added " + event(old, ""),
                        "dkim-key.activated " + event(old, ", \"seenInDns\": true"),
                        "dkim-key.retired " + event(old, ", \"publishUntil\": \"" + published(old) + "\""),
                        "dkim-key.removed " + event(old, ", \"state\": \"retired\""));
        assertThat(events(next))
                .containsExactly(
                        "dkim-key.added " + event(next, ""),
                        "dkim-key.activated " + event(next, ", \"seenInDns\": false"),
                        "dkim-key.removed " + event(next, ", \"state\": \"active\""));
    }

    @Test
    void whatIsRefusedIsNoEventAndNoEventOutlivesAChangeThatWasRolledBack() throws Exception {
        DkimKey key = add(DkimAlgorithm.ED25519);
        assertThatThrownBy(() -> add(DkimAlgorithm.ED25519)).isInstanceOf(DkimRefusedException.class);
        assertThatThrownBy(() -> keys.activate(PRACTICE, domain, false, STAFF))
                .isInstanceOf(DkimRefusedException.class);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> {
                    keys.activate(PRACTICE, domain, true, STAFF);
                    keys.remove(PRACTICE, domain, true, STAFF);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessageContaining("rolled back");

        assertThat(key(key.selector()).state()).isEqualTo(DkimKeyState.NEXT);
        assertThat(events(key)).containsExactly("dkim-key.added " + event(key, ""));
    }

    /** What the event says beside its type, whole, so that nothing more can stand in it. */
    private static String event(DkimKey key, String more) throws Exception {
        String fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Base64.getDecoder().decode(key.publicKey())));
        // As PostgreSQL writes jsonb: shorter names first.
        String by = "\"by\": {\"id\": \"s-1\", \"kind\": \"staff\"}";
        String identity = "\"key\": {\"domain\": \"" + key.domain() + "\", \"selector\": \"" + key.selector()
                + "\", \"algorithm\": \"ed25519\", \"fingerprint\": \"" + fingerprint + "\"}";
        return "{" + by + ", " + identity + more + "}";
    }

    private String published(DkimKey key) throws SQLException {
        return query(
                        "SELECT data ->> 'publishUntil' FROM audit_event WHERE type = 'dkim-key.retired'"
                                + " AND data -> 'key' ->> 'selector' = ?",
                        key.selector())
                .getFirst();
    }

    /** Type and data of the key's events, in order. */
    private List<String> events(DkimKey key) throws SQLException {
        return query(
                "SELECT type || ' ' || data::jsonb::text FROM audit_event WHERE practice = 'default'"
                        + " AND data -> 'key' ->> 'selector' = ? ORDER BY position",
                key.selector());
    }

    private List<String> query(String sql, String selector) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, selector);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private DkimKey add(DkimAlgorithm algorithm) throws DkimRefusedException {
        return keys.add(PRACTICE, domain, List.of(algorithm), STAFF).getFirst();
    }

    private DkimKey key(String selector) {
        return keys.list(PRACTICE).stream()
                .filter(one -> one.selector().equals(selector))
                .findFirst()
                .orElseThrow();
    }

    private int signatures() {
        return signer.sign(PRACTICE, message(), any -> true)
                .fields("DKIM-Signature")
                .size();
    }

    private String field() {
        return signer.sign(PRACTICE, message(), any -> true)
                .value("DKIM-Signature")
                .orElseThrow();
    }

    private RawMessage message() {
        return RawMessage.of(("From: a@" + domain + "\r\n\r\ntext\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] column(String name, String selector) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT " + name + " FROM dkim_key WHERE selector = ?")) {
            select.setString(1, selector);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }

    private void change(String sql, String selector) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, selector);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
