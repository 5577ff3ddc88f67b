package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.SmtpDialogue;

/** The PROXY protocol, versions 1 and 2: from balancers that are listed, and from nobody else. */
class ProxyProtocolTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String DIALOGUE = """
            S: 220 localhost ESMTP Sealpost
            C: EHLO client.example
            S+ 250 HELP
            C: MAIL FROM:<a@practice.example>
            S: 250 *
            """;

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        fixture.start(settings -> settings.withTls(certificate())
                .withTlsPort(0)
                .withSession(new SessionLimits(10, 1, 20, 100))
                .withClients(new KnownClients(InetAddress::isLoopbackAddress, address -> false)));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(delimiter = '|', textBlock = """
            PROXY TCP4 192.0.2.7 198.51.100.1 35646 25        | 192.0.2.7
            PROXY TCP6 2001:db8::7 2001:db8::1 35646 25       | 2001:db8:0:0:0:0:0:7
            PROXY TCP6 ::ffff:192.0.2.7 ::1 35646 25          | 192.0.2.7
            PROXY UNKNOWN                                     | 0.0.0.0
            PROXY UNKNOWN ffff::1 ffff::1 65535 65535         | 0.0.0.0
            """)
    void theClientIsTheOneInTheHeader_version1(String header, String client) throws IOException {
        for (boolean octetByOctet : new boolean[] {false, true}) {
            try (SmtpDialogue dialogue = fixture.connect()) {
                if (octetByOctet) {
                    dialogue.octetByOctet();
                }
                dialogue.play("C: " + header + "\n" + DIALOGUE);
                assertClient(client);
            }
            await().until(() -> fixture.server().openConnections() == 0);
        }
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2111000c c0000207 c6336401 8b3e 0019                                             | 192.0.2.7
            21110014 c0000207 c6336401 8b3e 0019 0400050000000000                            | 192.0.2.7
            21210024 20010db8000000000000000000000007 20010db8000000000000000000000001 8b3e0019 | 2001:db8:0:0:0:0:0:7
            20000000                                                                         | 127.0.0.1
            21000000                                                                         | 0.0.0.0
            2100000c c0000207 c6336401 8b3e 0019                                             | 0.0.0.0
            """)
    void theClientIsTheOneInTheHeader_version2(String header, String client) throws IOException {
        byte[] octets = HexFormat.of().parseHex(SIGNATURE + header.replace(" ", ""));
        for (boolean octetByOctet : new boolean[] {false, true}) {
            try (SmtpDialogue dialogue = fixture.connect()) {
                if (octetByOctet) {
                    dialogue.octetByOctet();
                }
                dialogue.send(octets).play(DIALOGUE);
                assertClient(client);
            }
            await().until(() -> fixture.server().openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\\n",
                "PROXY UNKNOWNS\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 35646\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 35646 65536\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 035646 25\\r\\n",
                "PROXY TCP4 192.0.2.777 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP4 127.000.0.1 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP4 3221225991 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP4 2001:db8::7 2001:db8::1 35646 25\\r\\n",
                "PROXY TCP6 192.0.2.7 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP6 fe80::1%lo ::1 35646 25\\r\\n",
                "PROXY TCP4 localhost 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP4  192.0.2.7 198.51.100.1 35646 25\\r\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 35646 25\\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 35646 25                                                                   \\r\\n",
                "EHLO client.example\\r\\n",
                "\\x0d\\x0a\\x0d\\x0a\\x00\\x0d\\x0aQUIT\\x0a\\x11\\x11\\x00\\x00",
                "\\x0d\\x0a\\x0d\\x0a\\x00\\x0d\\x0aQUIT\\x0a\\x21\\x11\\x00\\x04\\xc0\\x00\\x02\\x07",
                "\\x0d\\x0a\\x0d\\x0a\\x00\\x0d\\x0aQUIT\\x0a\\x21\\x12\\x00\\x0c\\xc0\\x00\\x02\\x07\\xc6\\x33\\x64\\x01\\x8b\\x3e\\x00\\x19",
                "\\x0d\\x0a\\x0d\\x0a\\x00\\x0d\\x0aQUIT\\x0a\\x21\\x11\\xff\\xff"
            })
    void aBalancerThatDoesNotSayForWhomItSpeaksIsClosed(String header) throws IOException {
        fixture.play("C> " + header + "\nS! closed");
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 192.0.2.7 198.51.100.1 35646 25\\r\\n",
                "\\x0d\\x0a\\x0d\\x0a\\x00\\x0d\\x0aQUIT\\x0a\\x21\\x11\\x00\\x0c\\xc0\\x00\\x02\\x07\\xc6\\x33\\x64\\x01\\x8b\\x3e\\x00\\x19"
            })
    void whoeverIsNotListedIsClosedWhenItSendsOne(String header) throws IOException {
        fixture.server().close();
        fixture.start(settings -> settings);
        fixture.play("S: 220 *\nC> " + header + "\nS: 421 4.7.0 *\nS! closed");
        fixture.play(
                "S: 220 *\nC: EHLO a.example\nS+ 250 HELP\nC: PROXY TCP4 192.0.2.7 198.51.100.1 1 25\nS: 421 4.7.0 *\nS! closed");
    }

    @Test
    void connectionsAreCountedForEachClientBehindTheBalancer() throws IOException {
        String first = "C: PROXY TCP4 192.0.2.7 198.51.100.1 35646 25\n";
        String second = "C: PROXY TCP4 192.0.2.8 198.51.100.1 35646 25\n";
        try (SmtpDialogue one = fixture.connect();
                SmtpDialogue other = fixture.connect()) {
            one.play(first + "S: 220 *");
            other.play(second + "S: 220 *");
            fixture.play(first + "S: 421 4.7.0 Too many connections from your address*\nS! closed");
        }
    }

    /** By the address that the balancer told, never by the balancer's own. */
    @Test
    void whoMayRelayBehindTheBalancerHasNoLimitOfItsOwnAndOthersDo() throws IOException {
        fixture.receiver.mayRelay = client -> client.getHostAddress().equals("192.0.2.7");
        String server = "C: PROXY TCP4 192.0.2.7 198.51.100.1 35646 25\n";
        String stranger = "C: PROXY TCP4 192.0.2.8 198.51.100.1 35646 25\n";
        try (SmtpDialogue one = fixture.connect();
                SmtpDialogue two = fixture.connect();
                SmtpDialogue other = fixture.connect()) {
            one.play(server + "S: 220 *");
            two.play(server + "S: 220 *");
            other.play(stranger + "S: 220 *");
            fixture.receiver.mayRelay = InetAddress::isLoopbackAddress;
            fixture.play(stranger + "S: 421 4.7.0 Too many connections from your address*\nS! closed");
        }
    }

    @Test
    void implicitTlsBeginsBehindTheHeaderEvenInOneSegment() throws IOException {
        int port = fixture.server().tlsPort().orElseThrow();
        try (SmtpDialogue dialogue = SmtpDialogue.connect(port)) {
            dialogue.send("PROXY TCP4 192.0.2.7 198.51.100.1 35646 465\r\n".getBytes(StandardCharsets.US_ASCII));
            dialogue.play("C! tls\n" + DIALOGUE);
            assertClient("192.0.2.7");
        }
    }

    private void assertClient(String address) {
        Client client = fixture.receiver.clients.getLast();
        assertThat(client.address().getHostAddress()).isEqualTo(address);
        if (address.equals("0.0.0.0")) {
            assertThat(client.port()).isZero();
        } else if (!address.equals("127.0.0.1")) {
            assertThat(client.port()).isEqualTo(35646);
        }
    }

    private ServerTls certificate() {
        try {
            Path certificate = folder.resolve("smtp.crt");
            Path key = folder.resolve("smtp.key");
            SelfSignedCertificate.createIfMissing(certificate, key, "mail.practice.example");
            return ServerTls.load(certificate, key);
        } catch (IOException | ServerStartException failed) {
            throw new AssertionError(failed);
        }
    }
}
