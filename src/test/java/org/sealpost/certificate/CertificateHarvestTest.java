package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Certificates out of signed mail, on the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class CertificateHarvestTest {

    private static final Actor ADA = Actor.staff("ada");
    private static final Actor INBOUND = Actor.system("inbound-mail");
    private static final TestIdentity ROOT =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private static final TestIdentity ISSUER =
            TestCertificate.of("CN=Issuer").forAuthority().by(ROOT).issue();
    private static final TestIdentity CY = issued("CN=Cy", 10);
    private static final TestIdentity CY_WITH_ANOTHER_KEY = issued("CN=Cy", 1);

    @Inject
    StoredCertificates rows;

    @Inject
    CertificateEvents events;

    @Inject
    RecipientCapabilities capabilities;

    @Inject
    DataSource database;

    private final PracticeId practice =
            new PracticeId("harvest-" + UUID.randomUUID().toString().substring(0, 8));
    private final CertificateCheck check = new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate())));
    private CertificateImport certificates;
    private CertificateDirectory directory;
    private Mailbox mailbox;

    @BeforeEach
    void prepare() throws InvalidMailboxException {
        certificates =
                new CertificateImport(rows, check, events, new CertificateHarvest(rows, check, events, capabilities));
        directory = new CertificateDirectory(
                new KnownCertificates(rows, capabilities, new CertificateGenerations(database)),
                rows,
                check,
                new OutsideCertificates(
                        new LookupRound(List.of(), Duration.ofSeconds(1)), new CertificateChooser(check), false),
                events);
        mailbox = Mailbox.parse("cy@clinic.example");
    }

    @Test
    void usesACertificateThatStandsUnderAnAnchorAndWhatTheMailToldOfItsSender() throws Exception {
        assertThat(harvest(CY, Optional.of("aes256-cbc"), ISSUER)).isEqualTo(HarvestResult.ADDED);

        CertificateChoice choice = choose();
        assertThat(choice.usable()).contains(CY.certificate());
        assertThat(choice.origin()).contains("on record, from mail that it signed");
        assertThat(choice.capabilities()).contains("aes256-cbc");
        assertThat(events())
                .containsExactly("certificate.added", "certificate.added", "certificate.capabilities-changed");
    }

    /** RFC 8551 section 2.5.3.1: both keys are the sender's, and the signature says which one mail is to be encrypted to. */
    @Test
    void twoCertificatesOfOneFirstMailAreBothKnownAndThePreferredOneIsUsed() throws Exception {
        TestIdentity older = issued("CN=Cy", 20);
        for (TestIdentity signer : List.of(CY, older)) {
            assertThat(harvestPreferring(older, signer, CY, older, ISSUER)).isNotEqualTo(HarvestResult.KEY_CHANGED);
            assertThat(choose().usable()).contains(older.certificate());
            assertThat(choose().refused()).isEmpty();
            assertThat(choose().capabilities()).contains("aes256-cbc");
        }
        assertThat(events()).doesNotContain("certificate.key-changed");
    }

    /** The certificates of a signature are not signed: whoever passes mail on could add one. */
    @Test
    void whatMerelyLiesBesideTheSignersIsAnotherKeyAndWaitsForAPerson() throws Exception {
        harvest(CY, Optional.of("aes256-cbc"), CY_WITH_ANOTHER_KEY, ISSUER);

        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).contains("aes256-cbc");
        assertThat(events()).contains("certificate.key-changed");
        // Neither does it become known by mail that it signs later.
        assertThat(harvestPreferring(CY_WITH_ANOTHER_KEY, CY_WITH_ANOTHER_KEY, ISSUER))
                .isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(choose().usable()).contains(CY.certificate());
    }

    @Test
    void whatIsPreferredLaterIsUsedFromThenOn() throws Exception {
        TestCertificate wish = TestCertificate.of("CN=Cy renewing", "cy@clinic.example")
                .key("RSA-2048")
                .by(ISSUER);
        TestIdentity first = wish.issue();
        TestIdentity second = wish.valid(
                        Instant.now().minusSeconds(600), Instant.now().plusSeconds(6000))
                .issue();
        harvest(first, Optional.empty(), second, ISSUER);
        assertThat(choose().usable()).contains(second.certificate());

        harvestPreferring(first, second, first);

        assertThat(choose().usable()).contains(first.certificate());
    }

    /** The certificates of a signature are not signed: whoever passes mail on could add authorities of their own. */
    @Test
    void anAuthorityThatNoPathLeadsOverLeavesNoTrace() throws Exception {
        TestIdentity stranger = TestCertificate.of("CN=Stranger").forAuthority().issue();
        Instant now = Instant.now();
        TestIdentity cross = SampleCertificate.of("CN=Issuer", now.minusSeconds(60), now.plus(Duration.ofDays(9000)))
                .authority()
                .keys(ISSUER.keys())
                .by(stranger)
                .issue();

        assertThat(harvest(CY, Optional.empty(), stranger, cross, ISSUER)).isEqualTo(HarvestResult.ADDED);

        assertThat(events()).containsExactly("certificate.added", "certificate.added");
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> rows.pathsOver(practice).all()))
                .containsExactly(ISSUER.certificate());
    }

    @Test
    void theSameMailAgainChangesNothing() throws Exception {
        harvest(CY, Optional.of("aes256-cbc"), ISSUER);
        int before = events().size();

        assertThat(harvest(CY, Optional.of("aes256-cbc"), ISSUER)).isEqualTo(HarvestResult.KNOWN);
        assertThat(events()).hasSize(before);
    }

    @Test
    void whatIsNotTrustedOrOnlySignsOrIsAStrangersLeavesNoTrace() throws Exception {
        TestIdentity selfSigned =
                TestCertificate.of("CN=Cy", "cy@clinic.example").issue();
        TestIdentity signsOnly = TestCertificate.of("CN=Cy", "cy@clinic.example")
                .keyUsage(KeyUsage.digitalSignature)
                .by(ISSUER)
                .issue();
        TestIdentity stranger =
                TestCertificate.of("CN=Eve", "eve@evil.example").by(ISSUER).issue();

        assertThat(harvest(selfSigned, Optional.of("x"))).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(harvest(signsOnly, Optional.of("x"), ISSUER)).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(harvest(stranger, Optional.of("x"), ISSUER)).isEqualTo(HarvestResult.OTHER_ADDRESS);
        assertThat(events()).isEmpty();
        assertThat(choose().refused()).isEmpty();
    }

    /** RFC 8550 section 3 lets it say who signed; for whom mail is encrypted takes more. */
    @Test
    void whatNamesItsSenderInTheSubjectAloneLeavesNoTrace() throws Exception {
        TestIdentity alone =
                TestCertificate.of("CN=Cy,E=cy@clinic.example").by(ISSUER).issue();
        TestIdentity beside = TestCertificate.of("CN=Cy,E=cy@clinic.example", "cy@other.example")
                .by(ISSUER)
                .issue();

        assertThat(harvest(alone, Optional.of("x"), ISSUER)).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(harvest(beside, Optional.of("x"), ISSUER)).isEqualTo(HarvestResult.OTHER_ADDRESS);
        assertThat(events()).isEmpty();
    }

    @Test
    void anAuthorityThatAPersonRevokedDoesNotComeBackWithMail() throws Exception {
        QuarkusTransaction.requiringNew().call(() -> certificates.importPem(practice, ISSUER.pem(), false, ADA));
        QuarkusTransaction.requiringNew()
                .call(() -> directory.revoke(practice, Fingerprint.of(ISSUER.certificate()), "lost", ADA));

        assertThat(harvest(CY, Optional.empty(), ISSUER)).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(directory.signatureFault(
                        practice, CY.certificate(), List.of(ISSUER.certificate()), mailbox, Instant.now()))
                .contains("not trusted: issuer unknown");
    }

    @Test
    void takesTheSendersEncryptionCertificateThatASigningOneBringsAlong() throws Exception {
        TestIdentity signsOnly = TestCertificate.of("CN=Cy", "cy@clinic.example")
                .keyUsage(KeyUsage.digitalSignature)
                .by(ISSUER)
                .issue();

        assertThat(harvest(signsOnly, Optional.empty(), CY, ISSUER)).isEqualTo(HarvestResult.ADDED);
        assertThat(choose().usable()).contains(CY.certificate());
    }

    /** Cards have a key for each use, and the mail brings the one to encrypt to seldom. */
    @Test
    void mailThatOnlySignsTellsWhatTheProgramReadsThatHasTheKeyOnRecord() throws Exception {
        TestIdentity signsOnly = signsOnly().by(ISSUER).issue();
        Instant now = Instant.now();
        importFile(CY, ISSUER);

        assertThat(harvest(signsOnly, Optional.empty(), Optional.of("aes-256-cbc"), ISSUER))
                .isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(choose().capabilities()).isEmpty();

        harvest(signsOnly, Optional.of(now), Optional.of("aes-256-cbc rsa-pkcs1"), ISSUER);
        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).contains("aes-256-cbc rsa-pkcs1");
        assertThat(events())
                .containsExactly("certificate.added", "certificate.added", "certificate.capabilities-changed");

        harvest(signsOnly, Optional.of(now.minusSeconds(60)), Optional.of("aes-256-gcm"), ISSUER);
        assertThat(choose().capabilities()).contains("aes-256-cbc rsa-pkcs1");
    }

    @Test
    void mailThatOnlySignsTellsNothingIfItIsNotTrustedOrNoCertificateOnRecordIsUsed() throws Exception {
        TestIdentity trusted = signsOnly().by(ISSUER).issue();
        importFile(CY, ISSUER);

        harvest(signsOnly().issue(), Optional.of("aes-256-cbc"));
        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).isEmpty();

        QuarkusTransaction.requiringNew()
                .run(() -> directory.revoke(practice, Fingerprint.of(CY.certificate()), "key lost", ADA));
        int before = events().size();
        harvest(trusted, Optional.of("aes-256-cbc"), ISSUER);
        assertThat(capabilities.list(practice)).isEmpty();
        assertThat(events()).hasSize(before);
    }

    private static TestCertificate signsOnly() {
        return TestCertificate.of("CN=Cy", "cy@clinic.example").keyUsage(KeyUsage.digitalSignature);
    }

    /** security.md: substituted certificate. */
    @Test
    void aChangedKeyWaitsForAPersonAndWeakensNothing() throws Exception {
        importFile(CY, ISSUER);

        assertThat(harvest(CY_WITH_ANOTHER_KEY, Optional.of("aes256-cbc"), ISSUER))
                .isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).isEmpty();
        assertThat(choose().refused().getFirst().reason()).endsWith("a person has to confirm it");
        assertThat(events()).containsExactly("certificate.added", "certificate.added", "certificate.key-changed");

        assertThat(harvest(CY_WITH_ANOTHER_KEY, Optional.of("aes256-cbc"), ISSUER))
                .isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(events()).containsExactly("certificate.added", "certificate.added", "certificate.key-changed");

        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(
                                directory.confirm(practice, Fingerprint.of(CY_WITH_ANOTHER_KEY.certificate()), ADA))
                        .isTrue());
        assertThat(choose().usable()).contains(CY_WITH_ANOTHER_KEY.certificate());
        assertThat(events()).endsWith("certificate.confirmed");
    }

    /** Everyone has the known certificate, and can put it beside a signature of their own. */
    @Test
    void aChangedKeyWeakensNothingByBringingTheKnownOneAlong() throws Exception {
        importFile(CY, ISSUER);

        harvest(CY_WITH_ANOTHER_KEY, Optional.of("aes256-cbc"), CY, ISSUER);

        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).isEmpty();
        assertThat(events()).containsExactly("certificate.added", "certificate.added", "certificate.key-changed");
    }

    /** Else whoever is refused for one address would be the first that is known of another in the same certificate. */
    @Test
    void whatIsRefusedForTheSenderDoesNotBecomeKnownForAnotherAddressInIt() throws Exception {
        TestIdentity both = issued("CN=Both", 1, "dee@other.example", "cy@clinic.example");
        TestIdentity own = issued("CN=Dee", 5, "dee@other.example");
        Mailbox dee = Mailbox.parse("dee@other.example");
        harvest(CY, Optional.empty(), ISSUER);

        assertThat(harvest(both, Optional.empty(), ISSUER)).isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(choose(dee).usable()).isEmpty();

        assertThat(harvestOf(dee, own, ISSUER)).isEqualTo(HarvestResult.ADDED);
        assertThat(choose(dee).usable()).contains(own.certificate());
        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(events())
                .containsExactly(
                        "certificate.added", "certificate.added", "certificate.key-changed", "certificate.added");
    }

    @Test
    void countsForTheAddressesWhoseMailBroughtIt() throws Exception {
        TestIdentity both = issued("CN=Both", 1, "dee@other.example", "cy@clinic.example");
        Mailbox dee = Mailbox.parse("dee@other.example");

        assertThat(harvest(both, Optional.empty(), ISSUER)).isEqualTo(HarvestResult.ADDED);
        assertThat(choose().usable()).contains(both.certificate());
        assertThat(choose(dee).usable()).isEmpty();

        assertThat(harvestOf(dee, both, ISSUER)).isEqualTo(HarvestResult.ADDED);
        assertThat(choose(dee).usable()).contains(both.certificate());
        assertThat(harvestOf(dee, both, ISSUER)).isEqualTo(HarvestResult.KNOWN);
        assertThat(events()).containsExactly("certificate.added", "certificate.added", "certificate.added");
    }

    /** It came first, but not for that address. */
    @Test
    void whatIsKnownForOneAddressLongerIsNoKnownKeyOfAnother() throws Exception {
        TestIdentity both = issued("CN=Both", 1, "dee@other.example", "cy@clinic.example");
        harvestOf(Mailbox.parse("dee@other.example"), both, ISSUER);
        harvest(CY, Optional.empty(), ISSUER);

        assertThat(harvest(both, Optional.of("aes256-cbc"), ISSUER)).isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(choose().usable()).contains(CY.certificate());
        assertThat(choose().capabilities()).isEmpty();
        assertThat(events()).endsWith("certificate.added", "certificate.key-changed");
    }

    @Test
    void whatAPersonConfirmsCountsForAllItsAddresses() throws Exception {
        TestIdentity both = issued("CN=Both", 1, "dee@other.example", "cy@clinic.example");
        harvest(CY, Optional.empty(), ISSUER);
        harvest(both, Optional.empty(), ISSUER);

        QuarkusTransaction.requiringNew()
                .run(() -> directory.confirm(practice, Fingerprint.of(both.certificate()), ADA));

        assertThat(choose().usable()).contains(both.certificate());
        assertThat(choose(Mailbox.parse("dee@other.example")).usable()).contains(both.certificate());
    }

    @Test
    void importingAChangedKeyConfirmsIt() throws Exception {
        importFile(CY, ISSUER);
        harvest(CY_WITH_ANOTHER_KEY, Optional.empty(), ISSUER);

        importFile(CY_WITH_ANOTHER_KEY);

        assertThat(choose().usable()).contains(CY_WITH_ANOTHER_KEY.certificate());
        assertThat(events()).endsWith("certificate.confirmed");
    }

    @Test
    void aKeyThatCameByMailFirstIsNotDisplacedByALaterOne() throws Exception {
        harvest(CY, Optional.empty(), ISSUER);

        assertThat(harvest(CY_WITH_ANOTHER_KEY, Optional.empty(), ISSUER)).isEqualTo(HarvestResult.KEY_CHANGED);
        assertThat(choose().usable()).contains(CY.certificate());
    }

    @Test
    void whatAPersonRevokedIsNotTakenBackByMail() throws Exception {
        harvest(CY, Optional.empty(), ISSUER);
        QuarkusTransaction.requiringNew()
                .run(() -> directory.revoke(practice, Fingerprint.of(CY.certificate()), "key lost", ADA));

        assertThat(harvest(CY, Optional.of("aes256-cbc"), ISSUER)).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(choose().usable()).isEmpty();
    }

    /** Whoever has a certificate can write it in other octets, which verify, without its authority's key. */
    @Test
    void whatAPersonRevokedIsNotTakenBackByMailInOtherOctets() throws Exception {
        TestIdentity twin = ReencodedCertificate.of(CY, ISSUER);
        harvest(CY, Optional.empty(), ISSUER);
        QuarkusTransaction.requiringNew()
                .run(() -> directory.revoke(practice, Fingerprint.of(CY.certificate()), "key lost", ADA));
        int before = events().size();

        assertThat(harvest(twin, Optional.of("aes256-cbc"), ISSUER)).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(directory.signatureFault(
                        practice, twin.certificate(), List.of(ISSUER.certificate()), mailbox, Instant.now()))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("revoked on ").endsWith(": key lost"));
        assertThat(events()).hasSize(before);

        importFile(twin);
        assertThat(choose().usable()).isEmpty();
        assertThat(choose().refused())
                .hasSize(2)
                .allSatisfy(refused -> assertThat(refused.reason()).endsWith(": key lost"));
    }

    @Test
    void aRenewalOfARevokedKeyIsRevokedAndACertificateOfANewKeyIsTaken() throws Exception {
        harvest(CY, Optional.empty(), ISSUER);
        QuarkusTransaction.requiringNew()
                .run(() -> directory.revoke(practice, Fingerprint.of(CY.certificate()), "key lost", ADA));
        Instant now = Instant.now();
        TestIdentity renewed = SampleCertificate.of("CN=Cy", now.minusSeconds(60), now.plusSeconds(6000))
                .serial(77)
                .keys(CY.keys())
                .addresses("cy@clinic.example")
                .by(ISSUER)
                .issue();

        assertThat(harvest(renewed, Optional.empty())).isEqualTo(HarvestResult.NOT_USABLE);
        assertThat(harvest(CY_WITH_ANOTHER_KEY, Optional.empty())).isEqualTo(HarvestResult.ADDED);
        assertThat(choose().usable()).contains(CY_WITH_ANOTHER_KEY.certificate());
    }

    @Test
    void anAuthorityThatAPersonRevokedDoesNotComeBackWithMailInOtherOctets() throws Exception {
        importFile(ISSUER);
        QuarkusTransaction.requiringNew()
                .call(() -> directory.revoke(practice, Fingerprint.of(ISSUER.certificate()), "lost", ADA));

        assertThat(harvest(CY, Optional.empty(), ReencodedCertificate.of(ISSUER, ROOT)))
                .isEqualTo(HarvestResult.NOT_USABLE);
    }

    @Test
    void passesOverCapabilitiesThatAreNoText() throws Exception {
        harvest(CY, Optional.of("aes\r\nInjected"), ISSUER);

        assertThat(choose().capabilities()).isEmpty();
    }

    /** An old mail, sent again by whoever kept it, must not lower what newer mail told. */
    @Test
    void olderMailThatIsSentAgainTakesNothingBackOfWhatNewerMailTold() throws Exception {
        Instant now = Instant.now();
        harvest(CY, Optional.of(now.minus(Duration.ofHours(2))), Optional.of("aes-256-gcm"), ISSUER);
        // It says the same, so that what is known is as new as this.
        harvest(CY, Optional.of(now.minus(Duration.ofHours(1))), Optional.of("aes-256-gcm"), ISSUER);
        int before = events().size();

        harvest(CY, Optional.of(now.minus(Duration.ofMinutes(90))), Optional.of("aes-256-cbc"), ISSUER);
        assertThat(choose().capabilities()).contains("aes-256-gcm");
        assertThat(events()).hasSize(before);

        harvest(CY, Optional.of(now.minus(Duration.ofMinutes(30))), Optional.of("aes-256-cbc"), ISSUER);
        assertThat(choose().capabilities()).contains("aes-256-cbc");
        assertThat(events()).hasSize(before + 1).endsWith("certificate.capabilities-changed");
    }

    @Test
    void mailThatDoesNotSayWhenItWasSignedTellsNothingOfItsSendersProgram() throws Exception {
        assertThat(harvest(CY, Optional.empty(), Optional.of("aes-256-cbc"), ISSUER))
                .isEqualTo(HarvestResult.ADDED);
        assertThat(choose().capabilities()).isEmpty();

        harvest(CY, Optional.of(Instant.now().minus(Duration.ofDays(1))), Optional.of("aes-256-gcm"));
        harvest(CY, Optional.empty(), Optional.of("aes-256-cbc"));
        assertThat(choose().capabilities()).contains("aes-256-gcm");
    }

    /** Else it would stand against all mail until then, and could itself be sent again for ever. */
    @Test
    void aTimeOfSigningInTheFutureCountsForNothing() throws Exception {
        harvest(CY, Optional.of(Instant.now().plus(Duration.ofDays(1))), Optional.of("aes-256-cbc"), ISSUER);
        assertThat(choose().capabilities()).isEmpty();

        harvest(CY, Optional.of(Instant.now().plus(Duration.ofMinutes(2))), Optional.of("aes-256-gcm"));
        assertThat(choose().capabilities()).contains("aes-256-gcm");
        harvest(CY, Optional.of(Instant.now()), Optional.of("aes-256-cbc"));
        assertThat(choose().capabilities()).contains("aes-256-cbc");
    }

    private HarvestResult harvest(TestIdentity signer, Optional<String> told, TestIdentity... chain) {
        return harvest(signer, Optional.of(Instant.now()), told, chain);
    }

    private HarvestResult harvest(
            TestIdentity signer, Optional<Instant> signedAt, Optional<String> told, TestIdentity... chain) {
        return harvest(mailbox, signer, signedAt, told, chain);
    }

    private HarvestResult harvestOf(Mailbox from, TestIdentity signer, TestIdentity... chain) {
        return harvest(from, signer, Optional.of(Instant.now()), Optional.empty(), chain);
    }

    private HarvestResult harvest(
            Mailbox from,
            TestIdentity signer,
            Optional<Instant> signedAt,
            Optional<String> told,
            TestIdentity... chain) {
        return harvest(new SignedMail(
                signer.certificate(),
                List.of(chain).stream().map(TestIdentity::certificate).toList(),
                Optional.empty(),
                from,
                signedAt,
                told));
    }

    private HarvestResult harvestPreferring(TestIdentity preferred, TestIdentity signer, TestIdentity... chain) {
        return harvest(new SignedMail(
                signer.certificate(),
                List.of(chain).stream().map(TestIdentity::certificate).toList(),
                Optional.of(preferred.certificate()),
                mailbox,
                Optional.of(Instant.now()),
                Optional.of("aes256-cbc")));
    }

    private HarvestResult harvest(SignedMail mail) {
        return QuarkusTransaction.requiringNew()
                .call(() -> certificates.harvest(
                        practice,
                        mail.signer(),
                        mail.chain(),
                        mail.preferred(),
                        mail.from(),
                        mail.signedAt(),
                        mail.capabilities(),
                        INBOUND));
    }

    private void importFile(TestIdentity... identities) {
        StringBuilder pem = new StringBuilder();
        List.of(identities).forEach(one -> pem.append(one.pem()));
        QuarkusTransaction.requiringNew().call(() -> certificates.importPem(practice, pem.toString(), false, ADA));
    }

    private CertificateChoice choose() {
        return choose(mailbox);
    }

    private CertificateChoice choose(Mailbox recipient) {
        return directory.choose(practice, recipient, Instant.now());
    }

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

    private static TestIdentity issued(String subject, int daysAgo) {
        return issued(subject, daysAgo, "cy@clinic.example");
    }

    private static TestIdentity issued(String subject, int daysAgo, String... addresses) {
        Instant from = Instant.now().minus(Duration.ofDays(daysAgo));
        return TestCertificate.of(subject, addresses)
                .valid(from, from.plus(Duration.ofDays(100)))
                .by(ISSUER)
                .issue();
    }
}
