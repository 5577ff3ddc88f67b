package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.DestinationPlaces;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Requirement;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.smtp.client.TlsTrust;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What a message with REQUIRETLS, and a bounce with it, needs of the next hop (RFC 8689 sections 4.2.1 and 5). */
class DemandedTlsTest {

    private static final TestIdentity AUTHORITY =
            TestCertificate.of("CN=Test authority").forAuthority().issue();
    private static final TestIdentity PROVEN =
            TestCertificate.of("CN=mx", "localhost").by(AUTHORITY).issue();
    private static final TestIdentity UNPROVEN =
            TestCertificate.of("CN=mx", "other.example").by(AUTHORITY).issue();

    private static final String CLEAR = "S: 220 mx\nC: EHLO *\nS: 250 mx\nC: QUIT\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the next hop has | of a message | of a bounce
            no TLS             | proven TLS   | proven TLS
            TLS                | proven TLS   | proven TLS
            proven TLS         | the promise  | nothing
            the promise        | nothing      | nothing
            """)
    void rfc8689IsMissing(String has, String ofMessage, String ofBounce) throws Exception {
        TestIdentity identity = has.equals("TLS") ? UNPROVEN : PROVEN;
        String script = has.equals("no TLS") ? CLEAR : underTls(has.equals("the promise") ? "REQUIRETLS" : "DSN");
        try (ScriptedServer server = ScriptedServer.with(identity, script);
                SmtpConnection connection = SmtpConnection.open(
                        Peer.named(new NextHop("localhost", server.port())),
                        TlsLevel.OPPORTUNISTIC,
                        ClientSettings.defaults("gateway.example")
                                .withTimeouts(Duration.ofSeconds(10))
                                .withTrust(TlsTrust.of(List.of(AUTHORITY.certificate()))))) {
            Reached reached = new Reached.Open(
                    Destination.named(Destination.Kind.RELAY, connection.nextHop()),
                    connection,
                    TlsLevel.OPPORTUNISTIC,
                    DestinationPlaces.uncounted());

            assertThat(missing(asking(true), reached)).isEqualTo(ofMessage);
            assertThat(missing(asking(false), reached)).isEqualTo(ofBounce);
        }
    }

    @Test
    void whatIsAwayIsWaitedForAndWhoseTlsIsNotWhatTheOperatorDemandsHasNone() {
        Destination destination = Destination.named(Destination.Kind.RELAY, new NextHop("localhost", 25));
        for (boolean promised : List.of(true, false)) {
            assertThat(missing(asking(promised), new Reached.Away(Optional.of(destination), "it is away")))
                    .isEqualTo("nothing");
            assertThat(missing(asking(promised), new Reached.Unproven(destination, "no STARTTLS", false)))
                    .isEqualTo("proven TLS");
        }
    }

    private static String missing(Requirement requirement, Reached reached) {
        return World.brokenDemand(requirement, reached)
                .map(why -> why.equals(World.NO_PROVEN_TLS) ? "proven TLS" : "the promise")
                .orElse("nothing");
    }

    private static String underTls(String offered) {
        return "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 STARTTLS\\r\\n\nC: STARTTLS\nS: 220 go\nS! tls\n"
                + "C: EHLO *\nS> 250-mx\\r\\n250 " + offered + "\\r\\n\nC: QUIT\n";
    }

    private static Requirement asking(boolean promised) {
        return new Requirement(
                        List.of(), List.of(), true, Optional.empty(), Optional.empty(), Additions.NONE, "", "", 1)
                .requiringTls(promised);
    }
}
