package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;

/** What a person revoked is known again, whatever it is brought as (RFC 5280 section 4.1.2.2). */
class RevokedCertificatesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(300));
    private static final String CY = "cy@clinic.example";
    private static final Revocation LOST = new Revocation(Instant.parse("2026-05-20T00:00:00Z"), "laptop stolen");

    private static final TestIdentity RSA_ROOT = SampleCertificate.of("CN=Root", BEGIN, END)
            .authority()
            .keys(SampleCertificate.rsa(2048, 65537))
            .issue();
    private static final TestIdentity ROOT =
            SampleCertificate.of("CN=Curve root", BEGIN, END).authority().issue();

    private final CertificateCheck check =
            new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate(), RSA_ROOT.certificate())));

    static Stream<TestIdentity> roots() {
        return Stream.of(ROOT, RSA_ROOT);
    }

    @ParameterizedTest
    @MethodSource("roots")
    void theSameCertificateInOtherOctetsIsRevokedToo(TestIdentity root) throws Exception {
        TestIdentity cy = cy().by(root).issue();
        TestIdentity twin = ReencodedCertificate.of(cy, root);
        assertThat(verdict(twin, RevokedCertificates.NONE)).isEmpty();

        assertThat(verdict(twin, revoked(cy))).contains("revoked on 2026-05-20: laptop stolen");
    }

    /** Whoever took the key reads what is encrypted for it, whatever certificate names it. */
    @Test
    void aRevokedKeyIsRevokedInARenewedCertificateAndBesideAPin() throws Exception {
        TestIdentity cy = cy().by(ROOT).issue();
        TestIdentity renewed =
                cy().serial(8).keys(cy.keys()).by(ROOT).valid(NOW, END).issue();

        assertThat(verdict(renewed, revoked(cy))).contains("revoked on 2026-05-20: laptop stolen");
        assertThat(check.fault(
                        new PracticeId("sample"),
                        CertificateUse.SIGNING,
                        new HeldCertificate(renewed.certificate(), true, Optional.empty()),
                        Authorities.of(List.of(), revoked(cy)),
                        NOW,
                        check.deadline()))
                .map(CertificateFault::reason)
                .contains("revoked on 2026-05-20: laptop stolen");
    }

    @Test
    void aNumberThatWasRevokedIsRevokedUnderItsIssuerWhateverItsKey() throws Exception {
        TestIdentity cy = cy().by(ROOT).issue();

        assertThat(verdict(cy().by(ROOT).issue(), revoked(cy))).contains("revoked on 2026-05-20: laptop stolen");
        assertThat(verdict(cy().by(RSA_ROOT).issue(), revoked(cy))).isEmpty();
        assertThat(verdict(cy().serial(8).by(ROOT).issue(), revoked(cy))).isEmpty();
    }

    @Test
    void noPathLeadsOverAnAuthorityThatWasRevokedInOtherOctetsOrRenewed() throws Exception {
        TestIdentity issuer = authority().by(ROOT).issue();
        TestIdentity twin = ReencodedCertificate.of(issuer, ROOT);
        TestIdentity renewed =
                authority().serial(9).keys(issuer.keys()).by(ROOT).issue();
        TestIdentity cy = cy().by(issuer).issue();
        Authorities authorities = Authorities.of(List.of(), revoked(issuer));

        assertThat(authorities.and(List.of(twin.certificate(), renewed.certificate())))
                .isSameAs(authorities);
        assertThat(Authorities.of(List.of(twin.certificate(), renewed.certificate()), revoked(issuer))
                        .all())
                .isEmpty();
        assertThat(choose(cy, authorities.and(List.of(twin.certificate())))).contains("not trusted: issuer unknown");
    }

    private Optional<String> verdict(TestIdentity identity, RevokedCertificates revoked) throws Exception {
        return choose(identity, Authorities.of(List.of(), revoked));
    }

    private Optional<String> choose(TestIdentity identity, Authorities authorities) throws Exception {
        CertificateChoice choice = new CertificateChooser(check)
                .choose(
                        new PracticeId("sample"),
                        List.of(new HeldCertificate(identity.certificate(), false, Optional.empty())),
                        authorities,
                        Mailbox.parse(CY),
                        NOW);
        assertThat(choice.usable().isPresent()).isEqualTo(choice.refused().isEmpty());
        return choice.refused().stream().findFirst().map(RefusedCertificate::reason);
    }

    private static RevokedCertificates revoked(TestIdentity identity) {
        return RevokedCertificates.of(Map.of(identity.certificate(), LOST));
    }

    private static SampleCertificate cy() {
        return SampleCertificate.of("CN=Cy", BEGIN, END).serial(7).addresses(CY);
    }

    private static SampleCertificate authority() {
        return SampleCertificate.of("CN=Issuer", BEGIN, END).serial(3).authority();
    }
}
