package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Which certificate is used, and why another one is not. */
class CertificateChooserTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant YEAR_BEGAN = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant YEAR_ENDS = Instant.parse("2027-01-02T00:00:00Z");
    private static final PracticeId PRACTICE = new PracticeId("sample");
    private static final String BO = "bo@patient.example";

    private static final TestIdentity ROOT = authority("CN=Sample Root").issue();
    private static final TestIdentity ISSUER =
            authority("CN=Sample Issuer").by(ROOT).issue();
    private static final TestIdentity STRANGE_ROOT =
            authority("CN=Strange Root").issue();

    private static final TestIdentity NO_AUTHORITY =
            issued("office@patient.example").issue();

    private final CertificateChooser chooser =
            new CertificateChooser(new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate()))));

    static Stream<Arguments> usable() {
        return Stream.of(
                arguments("an RSA key", issued(BO).key("RSA-2048")),
                arguments("P-256", issued(BO)),
                arguments("P-384", issued(BO).key("P-384")),
                arguments("another case of the address", issued("BO@Patient.Example")),
                arguments("one of several addresses", issued("other@patient.example", BO)),
                arguments("key encipherment for RSA", issued(BO).key("RSA-2048").keyUsage(KeyUsage.keyEncipherment)),
                arguments("key agreement for EC", issued(BO).keyUsage(KeyUsage.keyAgreement)),
                arguments("the purpose of e-mail", issued(BO).purposes(KeyPurposeId.id_kp_emailProtection)),
                arguments(
                        "any purpose",
                        issued(BO).purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.anyExtendedKeyUsage)),
                arguments("its first moment", issued(BO).valid(NOW, YEAR_ENDS)),
                arguments("its last moment", issued(BO).valid(YEAR_BEGAN, NOW)),
                arguments("issued by the anchor itself", issued(BO).by(ROOT)));
    }

    /** Read as ASCII, octets beyond it all become U+FFFD. */
    @Test
    void usesNoneForAnAddressThatItHasInOctetsBeyondAscii() throws Exception {
        TestIdentity identity = issued("vict\u00efm@partner.example").issue();
        for (String address : List.of("vict\ufffdm@partner.example", "vict\u00efm@partner.example")) {
            CertificateChoice choice = chooser.choose(
                    PRACTICE,
                    List.of(held(identity)),
                    Authorities.of(List.of(ISSUER.certificate())),
                    Mailbox.parse(address),
                    NOW);

            assertThat(choice.usable()).isEmpty();
            assertThat(choice.refused())
                    .extracting(RefusedCertificate::reason)
                    .containsExactly("address not in certificate");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usable")
    void uses(String what, TestCertificate wish) throws Exception {
        TestIdentity identity = wish.issue();

        CertificateChoice choice = choose(held(identity));

        assertThat(choice.usable()).contains(identity.certificate());
        assertThat(choice.refused()).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "expired on 2026-01-02",
                        issued(BO).valid(Instant.parse("2025-01-02T00:00:00Z"), Instant.parse("2026-01-02T23:59:59Z"))),
                arguments("not valid before 2027-01-02", issued(BO).valid(YEAR_ENDS, YEAR_ENDS.plusSeconds(60))),
                arguments("address not in certificate", issued("other@patient.example")),
                arguments("address not in certificate", issued("bo@patient.example.evil.example")),
                arguments("address not in certificate: it has no subjectAltName", issued()),
                arguments(
                        "address not in certificate: only its subject names it, and that takes a person to pin it",
                        TestCertificate.of("CN=Bo,E=bo@patient.example")
                                .valid(YEAR_BEGAN, YEAR_ENDS)
                                .by(ISSUER)),
                arguments(
                        "address not in certificate",
                        TestCertificate.of("CN=Bo,E=bo@patient.example", "other@patient.example")
                                .valid(YEAR_BEGAN, YEAR_ENDS)
                                .by(ISSUER)),
                arguments(
                        "wrong use: it is the certificate of an authority",
                        issued(BO).forAuthority()),
                arguments(
                        "RSA key of 1024 bits is too short, 2048 are needed",
                        issued(BO).key("RSA-1024")),
                arguments(
                        "elliptic-curve key is on another curve than P-256 and P-384",
                        issued(BO).key("P-521")),
                arguments("key of the kind Ed25519 cannot encrypt", issued(BO).key("Ed25519")),
                arguments(
                        "wrong use: key usage does not allow encryption",
                        issued(BO).keyUsage(KeyUsage.digitalSignature)),
                arguments(
                        "wrong use: key usage does not allow encryption",
                        issued(BO).keyUsage(KeyUsage.keyEncipherment)),
                arguments(
                        "wrong use: key usage does not allow encryption",
                        issued(BO).key("RSA-2048").keyUsage(KeyUsage.keyAgreement)),
                arguments(
                        "wrong use: extended key usage does not allow e-mail",
                        issued(BO).purposes(KeyPurposeId.id_kp_serverAuth)),
                arguments("not trusted: issuer unknown", issued(BO).by(STRANGE_ROOT)),
                arguments(
                        "not trusted: self-signed, and no person pinned it",
                        TestCertificate.of("CN=Self", BO).valid(YEAR_BEGAN, YEAR_ENDS)),
                arguments("not trusted: signed with SHA-1", issued(BO).signature("SHA1withECDSA")),
                arguments(
                        "not trusted: issued by a certificate that is none of an authority",
                        issued(BO).by(NO_AUTHORITY)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void refuses(String reason, TestCertificate wish) throws Exception {
        TestIdentity identity = wish.issue();

        CertificateChoice choice = choose(held(identity));

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.refused())
                .containsExactly(new RefusedCertificate(Fingerprint.of(identity.certificate()), reason));
    }

    @Test
    void usesAPinnedOneWithoutAPath() throws Exception {
        TestIdentity self =
                TestCertificate.of("CN=Bo", BO).valid(YEAR_BEGAN, YEAR_ENDS).issue();

        assertThat(choose(pinned(self)).usable()).contains(self.certificate());
    }

    /** RFC 8550 section 3: older authorities wrote the address into the subject. */
    @Test
    void usesAPinnedOneWhoseSubjectNamesTheAddress() throws Exception {
        TestIdentity self = TestCertificate.of("CN=Bo,E=bo@patient.example")
                .valid(YEAR_BEGAN, YEAR_ENDS)
                .issue();

        assertThat(choose(pinned(self)).usable()).contains(self.certificate());
    }

    @Test
    void usesNoPinnedOneThatHasExpired() throws Exception {
        TestIdentity old = TestCertificate.of("CN=Bo", BO)
                .valid(YEAR_BEGAN, YEAR_BEGAN.plusSeconds(60))
                .issue();

        assertThat(choose(pinned(old)).refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("expired on 2026-01-02");
    }

    @Test
    void usesNoneThatAPersonRevoked() throws Exception {
        TestIdentity identity = issued(BO).issue();
        Revocation revocation = new Revocation(Instant.parse("2026-05-01T08:00:00Z"), "key lost");

        CertificateChoice choice = choose(new HeldCertificate(identity.certificate(), true, Optional.of(revocation)));

        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("revoked on 2026-05-01: key lost");
    }

    /** zammad#4029: there an expired certificate kept the valid one from being used. */
    @Test
    void usesTheGoodOneBesideAnExpiredOne() throws Exception {
        TestIdentity good = issued(BO).issue();
        TestIdentity expired =
                issued(BO).valid(YEAR_BEGAN, YEAR_BEGAN.plusSeconds(60)).issue();

        CertificateChoice choice = choose(held(expired), held(good));

        assertThat(choice.usable()).contains(good.certificate());
        assertThat(choice.refused()).extracting(RefusedCertificate::reason).containsExactly("expired on 2026-01-02");
    }

    @Test
    void usesTheOneThatWasIssuedLast() throws Exception {
        TestIdentity older =
                issued(BO).valid(YEAR_BEGAN, YEAR_ENDS.plusSeconds(9999)).issue();
        TestIdentity newer =
                issued(BO).valid(YEAR_BEGAN.plusSeconds(1), YEAR_ENDS).issue();

        assertThat(choose(held(older), held(newer)).usable()).contains(newer.certificate());
        assertThat(choose(held(newer), held(older)).usable()).contains(newer.certificate());
    }

    @Test
    void trustsNoPathOverAnAuthorityThatIsNotOnRecord() throws Exception {
        CertificateChoice choice =
                chooser.choose(PRACTICE, List.of(held(issued(BO).issue())), Authorities.of(List.of()), bo(), NOW);

        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("not trusted: issuer unknown");
    }

    @Test
    void trustsNoAnchorThatHasExpired() throws Exception {
        TestIdentity expired = TestCertificate.of("CN=Old Root")
                .forAuthority()
                .valid(YEAR_BEGAN, YEAR_BEGAN.plusSeconds(60))
                .issue();
        CertificateChooser other =
                new CertificateChooser(new CertificateCheck(TrustAnchors.of(List.of(expired.certificate()))));

        CertificateChoice choice = other.choose(
                PRACTICE, List.of(held(issued(BO).by(expired).issue())), Authorities.of(List.of()), bo(), NOW);

        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("not trusted: the anchor CN=Old Root expired on 2026-01-02");
    }

    @Test
    void trustsOnlyPinnedOnesWithoutAnchors() throws Exception {
        CertificateChooser none = new CertificateChooser(new CertificateCheck(TrustAnchors.none()));
        TestIdentity identity = issued(BO).issue();

        assertThat(none.choose(PRACTICE, List.of(held(identity)), authorities(), bo(), NOW)
                        .usable())
                .isEmpty();
        assertThat(none.choose(PRACTICE, List.of(pinned(identity)), authorities(), bo(), NOW)
                        .usable())
                .isPresent();
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        TestIdentity self =
                TestCertificate.of("CN=Bo", BO).valid(YEAR_BEGAN, YEAR_ENDS).issue();

        assertThat(choose().whyNone()).isEqualTo("no certificate is on record for this recipient");
        assertThat(choose(held(self)).whyNone())
                .isEqualTo("certificate "
                        + Fingerprint.of(self.certificate()).value().substring(0, 16)
                        + ": not trusted: self-signed, and no person pinned it");
    }

    private CertificateChoice choose(HeldCertificate... held) throws InvalidMailboxException {
        return chooser.choose(PRACTICE, List.of(held), authorities(), bo(), NOW);
    }

    private static Mailbox bo() throws InvalidMailboxException {
        return Mailbox.parse("Bo@patient.EXAMPLE");
    }

    private static Authorities authorities() {
        return Authorities.of(List.of(ISSUER.certificate(), STRANGE_ROOT.certificate(), NO_AUTHORITY.certificate()));
    }

    private static TestCertificate authority(String subject) {
        return TestCertificate.of(subject)
                .forAuthority()
                .valid(YEAR_BEGAN, YEAR_ENDS)
                .keyUsage(KeyUsage.keyCertSign);
    }

    private static TestCertificate issued(String... addresses) {
        return TestCertificate.of("CN=Bo", addresses)
                .valid(YEAR_BEGAN, YEAR_ENDS)
                .by(ISSUER);
    }

    private static HeldCertificate held(TestIdentity identity) {
        return new HeldCertificate(identity.certificate(), false, Optional.empty());
    }

    private static HeldCertificate pinned(TestIdentity identity) {
        return new HeldCertificate(identity.certificate(), true, Optional.empty());
    }
}
