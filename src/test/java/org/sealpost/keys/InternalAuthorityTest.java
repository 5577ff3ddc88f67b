package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateChoice;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** What the internal authority issues, on the real database and directory. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class InternalAuthorityTest {

    private static final Actor STAFF = Actor.staff("s-1");

    @Inject
    InternalAuthority authority;

    @Inject
    CertificateDirectory directory;

    private PracticeId practice = PracticeId.DEFAULT;
    private Mailbox bo;

    @BeforeEach
    void makeAPractice() throws Exception {
        practice = newPractice();
        bo = Mailbox.parse("bo@patients.example");
    }

    @Test
    void aPersonsFileOpensWithItsPasswordAndMailIsEncryptedForItsCertificate() throws Exception {
        PracticeKey anchor = make();
        IssuedIdentity issued = issue();

        Pkcs12File.Entry entry = Pkcs12File.read(
                        issued.pkcs12(), issued.password().toCharArray())
                .getFirst();
        assertThat(entry.chain()).containsExactly(issued.certificate());
        issued.certificate().verify(anchor.certificate().orElseThrow().getPublicKey());
        assertThat(issued.password()).matches("([a-z2-9]{4}-){5}[a-z2-9]{4}");

        CertificateChoice choice = directory.choose(practice, bo, Instant.now());
        assertThat(choice.usable()).contains(issued.certificate());
        assertThat(directory.choose(newPractice(), bo, Instant.now()).usable()).isEmpty();
    }

    @Test
    void thePersonsPrivateKeyIsKeptNowhere() throws Exception {
        make();
        issue();
        // The authority's own is the only one.
        assertThat(count("SELECT count(*) FROM practice_key WHERE practice = ?"))
                .isOne();
        assertThat(authority.issued(practice)).hasSize(1);
    }

    @Test
    void aRevokedCertificateIsUsedNoMoreAndStandsInTheList() throws Exception {
        PracticeKey anchor = make();
        IssuedIdentity issued = issue();
        assertThat(list(anchor).getRevokedCertificate(issued.certificate())).isNull();

        assertThat(authority.revoke(practice, issued.fingerprint(), "the file was lost", STAFF))
                .isTrue();
        X509CRL list = list(anchor);
        list.verify(anchor.certificate().orElseThrow().getPublicKey());
        assertThat(list.getRevokedCertificate(issued.certificate())).isNotNull();
        CertificateChoice choice = directory.choose(practice, bo, Instant.now());
        assertThat(choice.usable()).isEmpty();
        assertThat(choice.whyNone()).contains("the file was lost");
        assertThat(authority.revoke(newPractice(), issued.fingerprint(), "no", STAFF))
                .isFalse();
    }

    @Test
    void nobodyIssuesWithoutAnAuthorityOrForAnotherPractice() throws Exception {
        assertThatThrownBy(this::issue)
                .hasMessage("The practice has no authority: make one first (sealpost ca create).");
        PracticeKey anchor = make();
        assertThatThrownBy(this::make).hasMessageContaining("has an authority already");
        assertThat(authority.revocationList(newPractice(), anchor.id())).isEmpty();
        assertThat(authority.revocationList(practice, UUID.randomUUID())).isEmpty();
    }

    @Test
    void aReplacedAuthorityIssuesNothingAndStillSignsItsList() throws Exception {
        PracticeKey former = make();
        IssuedIdentity issued = issue();
        PracticeKey next = authority.create(practice, "Sample 2", KeyAlgorithm.P_256, List.of(), true, STAFF);
        X509Certificate later = issue().certificate();
        later.verify(next.certificate().orElseThrow().getPublicKey());
        authority.revoke(practice, issued.fingerprint(), "left", STAFF);
        assertThat(list(former).getRevokedCertificate(issued.certificate())).isNotNull();
        assertThat(list(next).getRevokedCertificates()).isNull();
    }

    @Test
    void keysThatMailProgramsCannotUseAreNotIssued() throws Exception {
        make();
        assertThatThrownBy(() ->
                        authority.issue(practice, bo, Optional.empty(), Holder.PATIENT, KeyAlgorithm.ED25519, STAFF))
                .hasMessageContaining("choose an rsa or p algorithm");
    }

    /** Every reader would refuse it by the authority's name constraints. */
    @Test
    void nothingIsIssuedThatTheAuthoritysOwnConstraintsForbid() throws Exception {
        authority.create(
                practice,
                "Sample Practice",
                KeyAlgorithm.P_256,
                List.of(Domain.parse("practice.example")),
                false,
                STAFF);

        assertThatThrownBy(this::issue)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("addresses of other domains");
        assertThat(authority.issued(practice)).isEmpty();
        assertThat(directory.choose(practice, bo, Instant.now()).usable()).isEmpty();

        bo = Mailbox.parse("bo@practice.example");
        assertThat(issue().certificate()).isNotNull();
    }

    @Test
    void issuingAndRevokingAreEventsWithoutAnAddress() throws Exception {
        make();
        IssuedIdentity issued = issue();
        authority.revoke(practice, issued.fingerprint(), "lost", STAFF);
        assertThat(count("SELECT count(*) FROM audit_event WHERE practice = ? AND type IN"
                        + " ('key.added', 'key.certified', 'key.issued', 'key.revoked', 'certificate.added',"
                        + " 'certificate.revoked')"))
                .isEqualTo(6);
        assertThat(count("SELECT count(*) FROM audit_event WHERE practice = ? AND data::text LIKE '%@%'"))
                .isZero();
    }

    private PracticeKey make() throws KeyRefusedException {
        return authority.create(practice, "Sample Practice", KeyAlgorithm.P_256, List.of(), false, STAFF);
    }

    private IssuedIdentity issue() throws KeyRefusedException {
        return authority.issue(practice, bo, Optional.of("Bo Sample"), Holder.PATIENT, KeyAlgorithm.P_256, STAFF);
    }

    private X509CRL list(PracticeKey anchor) throws Exception {
        byte[] der = authority.revocationList(practice, anchor.id()).orElseThrow();
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    private static PracticeId newPractice() throws SQLException {
        PracticeId id = new PracticeId("a" + UUID.randomUUID().toString().substring(0, 12));
        try (Connection owner = TestServices.owner();
                PreparedStatement insert =
                        owner.prepareStatement("INSERT INTO practice (id, name) VALUES (?, 'Sample')")) {
            insert.setString(1, id.value());
            insert.executeUpdate();
        }
        return id;
    }

    private long count(String sql) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(sql)) {
            select.setString(1, practice.value());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
