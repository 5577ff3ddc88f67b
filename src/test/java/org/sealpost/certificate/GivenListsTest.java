package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestIdentity;

/** CRLs that the operator gave. */
class GivenListsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private static final TestIdentity ROOT = SampleCertificate.inTeletex("R\u00f6\u00f6t", BEGIN, END)
            .authority()
            .issue();
    private static final TestIdentity BO = SampleCertificate.of("CN=Bo", BEGIN, END)
            .serial(42)
            .by(ROOT)
            .addresses("bo@patient.example")
            .issue();

    private final byte[] list = SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN, 42, 43);

    @Test
    void countForTheIssuerThatTheirOctetsName() throws Exception {
        GivenLists.Given given = GivenLists.Given.read(list);

        assertThat(given.issuer()).isEqualTo(ROOT.certificate().getSubjectX500Principal());
        assertThat(status(given)).isInstanceOf(RevocationStatus.Revoked.class);
    }

    /** A list of megabytes is parsed when a certificate of its issuer is judged, and not with the first message. */
    @Test
    void areReadNoFartherThanWhoseTheyAre() throws Exception {
        byte[] issuer = ROOT.certificate().getSubjectX500Principal().getEncoded();
        int end = IntStream.range(0, list.length - issuer.length)
                        .filter(at -> Arrays.equals(list, at, at + issuer.length, issuer, 0, issuer.length))
                        .findFirst()
                        .orElseThrow()
                + issuer.length;
        byte[] damaged = list.clone();
        Arrays.fill(damaged, end, damaged.length, (byte) 0xff);

        GivenLists.Given given = GivenLists.Given.read(damaged);

        assertThat(given.issuer()).isEqualTo(ROOT.certificate().getSubjectX500Principal());
        assertThat(status(given)).isInstanceOf(RevocationStatus.NotOffered.class);
    }

    @Test
    void ofOctetsThatAreNoListNobodyIsTheIssuer() throws Exception {
        for (byte[] none : List.of(
                new byte[0],
                "no list".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(list, 20),
                new byte[] {0x30, 0},
                new byte[] {0x30, 2, 0x30, 0})) {
            assertThatThrownBy(() -> GivenLists.Given.read(none)).isInstanceOf(RevocationUnknownException.class);
        }
    }

    private static RevocationStatus status(GivenLists.Given given) {
        return GivenLists.of(List.of(given)).status(BO.certificate(), ROOT.certificate(), NOW);
    }
}
