package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestIdentity;

/** Which issuers go along with what the practice signs. */
class IssuerPathTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(300));

    private static final TestIdentity ROOT = authority("CN=Root").issue();
    private static final TestIdentity ISSUER = authority("CN=Issuer").by(ROOT).issue();
    private static final TestIdentity OWN =
            SampleCertificate.of("CN=Practice", BEGIN, END).by(ISSUER).issue();

    /** By an authority that anybody makes, of the issuer's name and key: it fits, and is valid for longer. */
    private static final TestIdentity STRANGER = authority("CN=x").issue();

    private static final TestIdentity CROSS = authority("CN=Issuer")
            .keys(ISSUER.keys())
            .valid(BEGIN, END.plus(Duration.ofDays(20_000)))
            .by(STRANGER)
            .issue();

    @Test
    void theOneThatLeadsToAnAnchorStaysThoughAStrangerCertifiedTheSameKeyForLonger() {
        assertThat(completed(TrustAnchors.of(List.of(ROOT.certificate())), ISSUER, CROSS, STRANGER))
                .containsExactly(ISSUER);
        assertThat(completed(TrustAnchors.of(List.of(ISSUER.certificate())), ISSUER, CROSS, STRANGER))
                .containsExactly(ISSUER);
    }

    /** The practice need not trust its own authority for others' certificates. */
    @Test
    void withoutAnAnchorTheOneStaysWhoseRootIsOnRecord() {
        assertThat(completed(TrustAnchors.none(), ROOT, ISSUER, CROSS)).containsExactly(ISSUER);
        assertThat(completed(TrustAnchors.none(), ISSUER)).containsExactly(ISSUER);
    }

    private static List<TestIdentity> completed(TrustAnchors anchors, TestIdentity... onRecord) {
        List<TestIdentity> all = List.of(onRecord);
        Authorities authorities = Authorities.of(
                Arrays.stream(onRecord).map(TestIdentity::certificate).toList());
        return new IssuerPath(authorities, anchors, NOW)
                .completed(OWN.certificate(), List.of()).stream()
                        .map(one -> all.stream()
                                .filter(known -> known.certificate().equals(one))
                                .findFirst()
                                .orElseThrow())
                        .toList();
    }

    private static SampleCertificate authority(String name) {
        return SampleCertificate.of(name, BEGIN, END).authority();
    }
}
