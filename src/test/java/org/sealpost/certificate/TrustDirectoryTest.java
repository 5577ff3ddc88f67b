package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Whom a practice trusts, on the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class TrustDirectoryTest {

    private static final Actor ADA = Actor.staff("ada");
    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(10));
    private static final Instant END = BEGIN.plus(Duration.ofDays(300));

    private static final TestIdentity ROOT =
            SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();
    private static final TestIdentity ISSUER =
            SampleCertificate.of("CN=Issuer", BEGIN, END).authority().by(ROOT).issue();
    private static final TestIdentity BO = SampleCertificate.of("CN=Bo", BEGIN, END)
            .serial(42)
            .by(ISSUER)
            .addresses("bo@patient.example")
            .issue();

    @Inject
    TrustDirectory trust;

    @Inject
    CertificateImport certificates;

    @Inject
    CertificateDirectory directory;

    @Inject
    DataSource database;

    private final PracticeId practice =
            new PracticeId("trust-" + UUID.randomUUID().toString().substring(0, 8));
    private Mailbox mailbox;

    @BeforeEach
    void readMailbox() throws InvalidMailboxException {
        mailbox = Mailbox.parse("bo@patient.example");
    }

    @Test
    void trustsAPracticesAnchorsForTheNextMessageOfThatPracticeAlone() throws Exception {
        PracticeId other = new PracticeId(practice.value() + "-other");
        importBo(practice);
        importBo(other);
        assertThat(reasons(practice)).containsExactly("not trusted: issuer unknown");

        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.of(RevocationPolicy.OFFERED), ADA);

        assertThat(choose(practice).usable()).contains(BO.certificate());
        assertThat(reasons(other)).containsExactly("not trusted: issuer unknown");
        assertThat(trust.anchors(other)).isEmpty();
        assertThat(trust.removeAnchors(other, "clinics", ADA)).isEmpty();
    }

    @Test
    void asksForRevocationAsTheSettingSaysUnlessTheAnchorHasAWordOfItsOwn() throws Exception {
        importBo(practice);
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.empty(), ADA);

        assertThat(reasons(practice)).containsExactly("revocation unknown: the certificate names no place to ask");

        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.of(RevocationPolicy.SOFT), ADA);
        assertThat(choose(practice).usable()).isPresent();
        assertThat(events()).endsWith("certificate.anchor-added", "certificate.anchor-added");
    }

    @Test
    void trustsNoLongerWhatAPersonRemoved() throws Exception {
        importBo(practice);
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.of(RevocationPolicy.OFF), ADA);
        assertThat(choose(practice).usable()).isPresent();

        List<TrustAnchorRecord> removed =
                trust.removeAnchors(practice, Fingerprint.of(ROOT.certificate()).value(), ADA);

        assertThat(removed).extracting(TrustAnchorRecord::subject).containsExactly("CN=Root");
        assertThat(reasons(practice)).containsExactly("not trusted: issuer unknown");
        assertThat(trust.anchors(practice)).isEmpty();
        assertThat(events()).endsWith("certificate.anchor-removed");
    }

    @Test
    void changesNothingWhenTheSameIsAddedAgain() throws Exception {
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.empty(), ADA);
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.empty(), ADA);

        assertThat(events()).containsExactly("certificate.anchor-added");
        assertThat(trust.anchors(practice)).hasSize(1);
    }

    @Test
    void takesNoPersonNoExpiredAndNoWeakAuthorityForAnAnchor() {
        TestIdentity expired = SampleCertificate.of("CN=Old", BEGIN, BEGIN.plusSeconds(60))
                .authority()
                .issue();
        TestIdentity weak = SampleCertificate.of("CN=Weak", BEGIN, END)
                .authority()
                .keys(SampleCertificate.rsa(1024, 65537))
                .issue();

        assertRefused(ROOT.pem() + BO.pem(), "none of an authority");
        assertRefused(expired.pem(), "expired on");
        assertRefused(weak.pem(), "RSA key of 1024 bits");
        assertThat(trust.anchors(practice)).isEmpty();
    }

    @Test
    void believesAListThatItWasGiven() throws Exception {
        importBo(practice);
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.empty(), ADA);
        trust.addList(practice, SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN), ADA);
        trust.addList(practice, SampleRevocation.list(ISSUER, ISSUER.keys(), BEGIN, END, BEGIN), ADA);
        assertThat(choose(practice).usable()).isPresent();

        RevocationListRecord newer = trust.addList(
                practice, SampleRevocation.list(ISSUER, ISSUER.keys(), BEGIN.plusSeconds(60), END, BEGIN, 42, 43), ADA);

        assertThat(newer.entries()).isEqualTo(2);
        assertThat(reasons(practice)).containsExactly("revoked on " + Days.of(BEGIN) + " (CRL)");
        assertThat(trust.lists(practice))
                .extracting(RevocationListRecord::issuer)
                .containsExactly("CN=Issuer", "CN=Root");
        assertThat(events()).endsWith("certificate.crl-added", "certificate.crl-added", "certificate.crl-added");
        assertThatThrownBy(() ->
                        trust.addList(practice, SampleRevocation.list(ISSUER, ISSUER.keys(), BEGIN, END, BEGIN), ADA))
                .hasMessageContaining("older than the one on record");
    }

    @Test
    void oneListThatIsDamagedStopsNoMailAndNoOtherListAndIsReplaced() throws Exception {
        importBo(practice);
        trust.addAnchors(practice, ROOT.pem(), "clinics", Optional.empty(), ADA);
        trust.addList(practice, SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN), ADA);
        try (Connection owner = TestServices.owner();
                PreparedStatement damage = owner.prepareStatement(
                        "UPDATE revocation_list SET der = decode('00', 'hex') WHERE practice = ?")) {
            damage.setString(1, practice.value());
            damage.executeUpdate();
        }

        trust.addList(practice, SampleRevocation.list(ISSUER, ISSUER.keys(), BEGIN, END, BEGIN, 42), ADA);
        assertThat(reasons(practice)).containsExactly("revoked on " + Days.of(BEGIN) + " (CRL)");

        trust.addList(practice, SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN), ADA);
        assertThat(trust.lists(practice)).hasSize(2);
    }

    /** The name in text is another one than that in its certificates (RFC 2253 section 2.4). */
    @Test
    void believesAListOfAnAuthorityWhoseNameIsNoPrintableText() throws Exception {
        TestIdentity root =
                SampleCertificate.inTeletex("Root", BEGIN, END).authority().issue();
        TestIdentity bo = SampleCertificate.of("CN=Bo", BEGIN, END)
                .serial(42)
                .by(root)
                .addresses("bo@patient.example")
                .issue();
        certificates.importPem(practice, bo.pem(), false, ADA);
        trust.addAnchors(practice, root.pem(), "clinics", Optional.of(RevocationPolicy.OFFERED), ADA);
        assertThat(choose(practice).usable()).isPresent();

        trust.addList(practice, SampleRevocation.list(root, root.keys(), BEGIN, END, BEGIN, 42), ADA);

        assertThat(reasons(practice)).containsExactly("revoked on " + Days.of(BEGIN) + " (CRL)");
    }

    /** After a change of its key an authority signs a list for each (RFC 5280 section 6.3.3 (f)). */
    @Test
    void keepsTheListOfAnAuthoritysFormerKeyBesideThatOfItsNewOne() throws Exception {
        TestIdentity former =
                SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();
        trust.addAnchors(practice, former.pem() + ROOT.pem(), "clinics", Optional.of(RevocationPolicy.OFFERED), ADA);
        for (TestIdentity root : List.of(former, ROOT)) {
            TestIdentity bo = SampleCertificate.of("CN=Bo", BEGIN, END)
                    .serial(root == former ? 7 : 8)
                    .by(root)
                    .addresses("bo@patient.example")
                    .issue();
            certificates.importPem(practice, bo.pem(), false, ADA);
        }

        trust.addList(practice, SampleRevocation.list(ROOT, ROOT.keys(), BEGIN.plusSeconds(60), END, BEGIN, 8), ADA);
        trust.addList(practice, SampleRevocation.list(former, former.keys(), BEGIN, END, BEGIN, 7), ADA);
        assertThat(reasons(practice))
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).startsWith("revoked on "));

        trust.addList(
                practice, SampleRevocation.list(former, former.keys(), BEGIN.plusSeconds(60), END, BEGIN, 7, 9), ADA);
        assertThat(trust.lists(practice))
                .extracting(RevocationListRecord::entries)
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void takesNoListOfAStrangerAndNoForgedOne() throws Exception {
        importBo(practice);

        assertThatThrownBy(
                        () -> trust.addList(practice, SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN), ADA))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining("the practice does not know");
        assertThatThrownBy(() -> trust.addList(
                        practice, SampleRevocation.list(ISSUER, SampleCertificate.curve(), BEGIN, END, BEGIN), ADA))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessage("The CRL is refused: the CRL is not signed by the authority.");
        assertThat(trust.lists(practice)).isEmpty();
    }

    private void assertRefused(String pem, String why) {
        assertThatThrownBy(() -> trust.addAnchors(practice, pem, "clinics", Optional.empty(), ADA))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining(why);
    }

    private void importBo(PracticeId where) throws CertificateRefusedException {
        certificates.importPem(where, BO.pem() + ISSUER.pem(), false, ADA);
    }

    private CertificateChoice choose(PracticeId where) {
        return directory.choose(where, mailbox, Instant.now());
    }

    private List<String> reasons(PracticeId where) {
        return choose(where).refused().stream().map(RefusedCertificate::reason).toList();
    }

    /** The types of the practice's events, in order. */
    private List<String> events() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT type FROM audit_event WHERE practice = ? ORDER BY position")) {
            query.setString(1, practice.value());
            List<String> types = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    types.add(result.getString(1));
                }
            }
            return types;
        }
    }
}
