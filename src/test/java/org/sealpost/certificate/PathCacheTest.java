package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.testing.TestIdentity;

/** Paths, and what is remembered of them. */
class PathCacheTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(300));
    private static final ASN1ObjectIdentifier MAILBOX_VALIDATED = new ASN1ObjectIdentifier("2.23.140.1.5.1.1");

    private final TestIdentity root =
            SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();
    private final TestIdentity issuer =
            SampleCertificate.of("CN=Issuer", BEGIN, END).authority().by(root).issue();
    private final TestIdentity bo =
            SampleCertificate.of("CN=Bo", BEGIN, END).by(issuer).issue();
    private final TrustAnchors anchors = TrustAnchors.of(List.of(root.certificate()));
    private final Authorities authorities = Authorities.of(List.of(issuer.certificate()));
    private final PathCache cache = new PathCache(3);

    @Test
    void searchesOnceForACertificateAndAnchors() {
        TrustPath first = path(bo, anchors, authorities, NOW);

        assertThat(first).isInstanceOf(TrustPath.Found.class);
        assertThat(path(bo, anchors, authorities, NOW)).isSameAs(first);
        assertThat(path(bo, anchors, Authorities.of(List.of(issuer.certificate())), NOW.plusSeconds(60)))
                .isSameAs(first);
    }

    @Test
    void takesNoPathOfOtherAnchorsOrOverAnAuthorityThatIsGone() {
        path(bo, anchors, authorities, NOW);

        assertThat(path(bo, TrustAnchors.none(), authorities, NOW)).isInstanceOf(TrustPath.Missing.class);
        assertThat(path(bo, anchors, Authorities.of(List.of()), NOW))
                .isEqualTo(new TrustPath.Missing("not trusted: issuer unknown"));
    }

    @Test
    void findsAPathThatWasMissingWhenTheAuthorityComes() {
        path(bo, anchors, Authorities.of(List.of()), NOW);

        assertThat(path(bo, anchors, authorities, NOW)).isInstanceOf(TrustPath.Found.class);
    }

    @Test
    void takesNoPathOfWhichACertificateHasExpired() {
        TestIdentity shortLived = SampleCertificate.of("CN=Issuer", BEGIN, NOW.plusSeconds(60))
                .authority()
                .by(root)
                .issue();
        TestIdentity below =
                SampleCertificate.of("CN=Bo", BEGIN, END).by(shortLived).issue();
        Authorities one = Authorities.of(List.of(shortLived.certificate()));
        assertThat(path(below, anchors, one, NOW)).isInstanceOf(TrustPath.Found.class);

        assertThat(path(below, anchors, one, NOW.plusSeconds(61)))
                .isEqualTo(new TrustPath.Missing("not trusted: an authority of its path expired on 2026-06-01"));
    }

    @Test
    void forgetsFirstWhatWasNotAskedForLongest() {
        TrustPath first = path(bo, anchors, authorities, NOW);
        for (int i = 0; i < 3; i++) {
            path(SampleCertificate.of("CN=Bo", BEGIN, END).by(issuer).issue(), anchors, authorities, NOW);
        }

        assertThat(path(bo, anchors, authorities, NOW)).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void takesAnotherPathWhereTheFirstIsNotValid() {
        TestIdentity renewed = SampleCertificate.of("CN=Issuer", BEGIN, END)
                .authority()
                .keys(issuer.keys())
                .by(root)
                .issue();
        TestIdentity ended = SampleCertificate.of("CN=Issuer", BEGIN, NOW.minusSeconds(60))
                .authority()
                .keys(issuer.keys())
                .by(root)
                .issue();

        assertThat(path(bo, anchors, Authorities.of(List.of(ended.certificate(), renewed.certificate())), NOW))
                .isInstanceOf(TrustPath.Found.class);
    }

    /** Twenty authorities of four names that all signed each other: paths without number, none of which ends. */
    @Test
    @Timeout(20)
    void givesUpAmongAuthoritiesThatAreCrossedWithoutEnd() {
        List<X509Certificate> crossed = new ArrayList<>();
        List<KeyPair> keys = List.of(
                SampleCertificate.curve(), SampleCertificate.curve(), SampleCertificate.curve(), SampleCertificate.curve());
        for (int subject = 0; subject < keys.size(); subject++) {
            for (int by = 0; by < keys.size(); by++) {
                for (int copy = 0; copy < 2; copy++) {
                    TestIdentity signer = SampleCertificate.of("CN=Crossed " + by, BEGIN, END)
                            .authority()
                            .keys(keys.get(by))
                            .issue();
                    crossed.add(SampleCertificate.of("CN=Crossed " + subject, BEGIN, END)
                            .authority()
                            .serial(copy + 1)
                            .keys(keys.get(subject))
                            .by(signer)
                            .issue()
                            .certificate());
                }
            }
        }
        TestIdentity signer = SampleCertificate.of("CN=Crossed 0", BEGIN, END)
                .authority()
                .keys(keys.getFirst())
                .issue();
        TestIdentity below = SampleCertificate.of("CN=Bo", BEGIN, END).by(signer).issue();
        long begin = System.nanoTime();

        TrustPath path = path(below, anchors, Authorities.of(crossed), NOW);

        assertThat(path).isInstanceOf(TrustPath.Missing.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void wantsAPolicyThatIsRequired() {
        TestIdentity policed = SampleCertificate.of("CN=Bo", BEGIN, END)
                .by(root)
                .extension(
                        Extension.certificatePolicies,
                        false,
                        new CertificatePolicies(new PolicyInformation(MAILBOX_VALIDATED)))
                .issue();
        TestIdentity other = SampleCertificate.of("CN=Bo", BEGIN, END).by(root).issue();
        TrustAnchors strict = anchors.requiring(Set.of(MAILBOX_VALIDATED.getId()));
        TrustAnchors others = anchors.requiring(Set.of("2.23.140.1.5.4.3"));

        assertThat(path(policed, strict, authorities, NOW)).isInstanceOf(TrustPath.Found.class);
        assertThat(path(other, strict, authorities, NOW))
                .isEqualTo(new TrustPath.Missing("not trusted: not issued under a policy that is required"));
        assertThat(path(policed, others, authorities, NOW))
                .isEqualTo(new TrustPath.Missing("not trusted: not issued under a policy that is required"));
    }

    private TrustPath path(TestIdentity identity, TrustAnchors trusted, Authorities among, Instant at) {
        return cache.path(identity.certificate(), trusted, among, at);
    }
}
