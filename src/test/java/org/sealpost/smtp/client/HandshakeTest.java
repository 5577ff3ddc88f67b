package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sealpost.smtp.client.ClientFixture.SETTINGS;
import static org.sealpost.smtp.client.ClientFixture.hop;
import static org.sealpost.smtp.client.ClientFixture.trusting;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What a connection proves at each level, towards next hops with good, bad and no TLS. */
class HandshakeTest {

    private static final TestIdentity AUTHORITY =
            TestCertificate.of("CN=Test authority").forAuthority().issue();
    private static final TestIdentity STRANGER =
            TestCertificate.of("CN=Another authority").forAuthority().issue();
    private static final TestIdentity GOOD = certificate("localhost").issue();
    private static final TestIdentity WRONG_NAME = certificate("other.example").issue();
    private static final TestIdentity UNKNOWN_ISSUER =
            TestCertificate.of("CN=mx", "localhost").by(STRANGER).issue();
    private static final TestIdentity EXPIRED = certificate("localhost")
            .valid(Instant.now().minus(Duration.ofDays(20)), Instant.now().minus(Duration.ofDays(10)))
            .issue();

    private static final String CLEAR =
            "S: 220 mx\nC: EHLO gateway.example\nS> 250-mx\\r\\n250-STARTTLS\\r\\n250 SIZE 99\\r\\n\n";
    private static final String UPGRADE = CLEAR + "C: STARTTLS\nS: 220 go\nS! tls\n";
    private static final String UNDER_TLS = UPGRADE + "C: EHLO gateway.example\nS> 250-mx\\r\\n250 REQUIRETLS\\r\\n\n";
    private static final String REFUSED_BY_CLIENT = UPGRADE + "C! closed\n";

    @TestFactory
    Stream<DynamicTest> reportsVerifiedAtEveryLevelThatUsesTls() {
        return Stream.of(TlsLevel.OPPORTUNISTIC, TlsLevel.REQUIRED, TlsLevel.VERIFIED)
                .map(level -> DynamicTest.dynamicTest(
                        level.name(),
                        () -> open(GOOD, level, UNDER_TLS + "C: QUIT", c -> {
                            assertThat(c.tls()).isInstanceOfSatisfying(TlsProof.Verified.class, proof -> {
                                assertThat(proof.version()).isEqualTo("TLSv1.3");
                                assertThat(proof.name()).isEqualTo("localhost");
                                assertThat(proof.fingerprint()).isEqualTo(fingerprint(GOOD));
                            });
                            // RFC 3207 section 4.2: what was offered in clear is forgotten.
                            assertThat(c.capabilities().requireTls()).isTrue();
                            assertThat(c.capabilities().size()).isEmpty();
                        })));
    }

    @TestFactory
    Stream<DynamicTest> encryptsToAnUnprovenPeerAndSaysWhy() {
        return unproven()
                .map(test -> DynamicTest.dynamicTest(test.why(), () -> {
                    for (TlsLevel level : new TlsLevel[] {TlsLevel.OPPORTUNISTIC, TlsLevel.REQUIRED}) {
                        open(
                                test.identity(),
                                level,
                                UNDER_TLS + "C: QUIT",
                                connection -> assertThat(connection.tls())
                                        .isInstanceOfSatisfying(TlsProof.Unverified.class, proof -> {
                                            assertThat(proof.fingerprint()).isEqualTo(fingerprint(test.identity()));
                                            assertThat(proof.why()).isNotBlank();
                                        }));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> verifiedFailsForGoodWhenTheCertificateProvesNothing() {
        return unproven()
                .map(test -> DynamicTest.dynamicTest(
                        test.why(),
                        () -> fails(
                                test.identity(), TlsLevel.VERIFIED, REFUSED_BY_CLIENT, SmtpFailure.Unproven.class)));
    }

    @Test
    void aResumedSessionKeepsItsVerdict() throws Exception {
        TlsTrust trust = trusting(AUTHORITY).trust();
        ClientSettings settings = SETTINGS.withTrust(trust);
        for (TestIdentity identity : new TestIdentity[] {GOOD, WRONG_NAME}) {
            try (ScriptedServer server =
                    ScriptedServer.with(identity, UNDER_TLS + "S: 220 x\nC! closed", UNDER_TLS + "C: QUIT")) {
                SmtpConnection first = SmtpConnection.open(hop(server), TlsLevel.REQUIRED, settings);
                // Reading lets the session tickets in, which TLS 1.3 sends behind the handshake.
                assertThat(first.isReusable()).isFalse();
                first.abandon();
                try (SmtpConnection second = SmtpConnection.open(hop(server), TlsLevel.REQUIRED, settings)) {
                    assertThat(second.tls().isVerified()).isEqualTo(identity == GOOD);
                    assertThat(second.tls().getClass()).isEqualTo(first.tls().getClass());
                }
                server.assertPlayed();
            }
        }
    }

    @Test
    void withoutStarttlsOnlyTheLevelsThatAllowItGoInClear() throws Exception {
        String noTls = "S: 220 mx\nC: EHLO *\nS: 250 mx\n";
        for (TlsLevel level : new TlsLevel[] {TlsLevel.NONE, TlsLevel.OPPORTUNISTIC}) {
            open(GOOD, level, noTls + "C: QUIT", connection -> {
                assertThat(connection.tls()).isInstanceOf(TlsProof.Clear.class);
            });
        }
        for (TlsLevel level : new TlsLevel[] {TlsLevel.REQUIRED, TlsLevel.VERIFIED}) {
            fails(GOOD, level, noTls + "C! closed", SmtpFailure.Unproven.class);
        }
    }

    @Test
    void noneNeverUsesTls() throws Exception {
        open(
                GOOD,
                TlsLevel.NONE,
                CLEAR + "C: QUIT",
                connection -> assertThat(connection.tls().isEncrypted()).isFalse());
    }

    @TestFactory
    Stream<DynamicTest> cve20110411OctetsBehindTheAnswerToStarttlsEndTheConnection() {
        String injected = CLEAR + "C: STARTTLS\nS> 220 go\\r\\n250-evil\\r\\n250 SIZE\\r\\n\nC! closed\n";
        return Stream.of(TlsLevel.REQUIRED, TlsLevel.VERIFIED)
                .map(level -> DynamicTest.dynamicTest(
                        level.name(), () -> fails(GOOD, level, injected, SmtpFailure.Unproven.class)));
    }

    @TestFactory
    Stream<DynamicTest> aRefusedStarttlsIsTemporaryOrForGood() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "454",
                        () -> fails(
                                GOOD,
                                TlsLevel.REQUIRED,
                                CLEAR + "C: STARTTLS\nS: 454 later\nC! closed",
                                SmtpFailure.Unreachable.class)),
                DynamicTest.dynamicTest(
                        "502",
                        () -> fails(
                                GOOD,
                                TlsLevel.REQUIRED,
                                CLEAR + "C: STARTTLS\nS: 502 no\nC! closed",
                                SmtpFailure.Unproven.class)));
    }

    @Test
    void aConnectionLostInTheHandshakeIsTemporary() throws Exception {
        fails(GOOD, TlsLevel.VERIFIED, CLEAR + "C: STARTTLS\nS: 220 go\nS! close\n", SmtpFailure.Unreachable.class);
    }

    @Test
    void rfc7435OnlyOpportunisticTriesAgainInClearWhenTheHandshakeFails() throws Exception {
        String garbage = CLEAR + "C: STARTTLS\nS: 220 go\nS> this is no TLS at all\\r\\n\nS! silence\n";
        try (ScriptedServer server = ScriptedServer.with(GOOD, garbage, CLEAR + "C: QUIT")) {
            try (SmtpConnection connection =
                    SmtpConnection.open(hop(server), TlsLevel.OPPORTUNISTIC, trusting(AUTHORITY))) {
                assertThat(connection.tls().isEncrypted()).isFalse();
            }
            server.assertPlayed();
        }
        fails(GOOD, TlsLevel.REQUIRED, garbage, SmtpFailure.Unproven.class);
    }

    @TestFactory
    Stream<DynamicTest> rfc8314AtAPortForThatTlsComesBeforeTheGreeting() {
        assertThat(new NextHop("relay.example", 465).speaksTlsAtOnce()).isTrue();
        assertThat(new NextHop("relay.example", 587).speaksTlsAtOnce()).isFalse();
        return Stream.of(TlsLevel.values())
                .map(level -> DynamicTest.dynamicTest(level.name(), () -> {
                    String script = "S! tls\nS: 220 mx\nC: EHLO gateway.example\nS> 250-mx\\r\\n250 AUTH PLAIN\\r\\n\n"
                            + "C: AUTH PLAIN *\nS: 235 ok\nC: QUIT\n";
                    ClientSettings settings = trusting(AUTHORITY).withCredentials(new RelayCredentials("user", "päss"));
                    try (ScriptedServer server = ScriptedServer.with(GOOD, script)) {
                        try (SmtpConnection connection = atOnce(server, level, settings)) {
                            assertThat(connection.tls().isVerified()).isTrue();
                            assertThat(connection.capabilities().auth()).containsExactly("PLAIN");
                        }
                        server.assertPlayed();
                    }
                }));
    }

    @Test
    void rfc8314WhereTlsComesFirstNothingIsEverSaidInClear() throws Exception {
        for (TlsLevel level : new TlsLevel[] {TlsLevel.NONE, TlsLevel.OPPORTUNISTIC, TlsLevel.VERIFIED}) {
            try (ScriptedServer server = ScriptedServer.with(GOOD, "S: 220 this is no TLS at all\nS! silence\n")) {
                assertThatThrownBy(() -> atOnce(server, level, trusting(AUTHORITY)))
                        .isInstanceOf(SmtpFailure.Unproven.class);
            }
            try (ScriptedServer server = ScriptedServer.with(GOOD, "S! close\n")) {
                assertThatThrownBy(() -> atOnce(server, level, trusting(AUTHORITY)))
                        .isInstanceOf(SmtpFailure.Unreachable.class);
                server.assertPlayed();
            }
        }
        try (ScriptedServer server = ScriptedServer.with(WRONG_NAME, "S! tls\nC! closed\n")) {
            assertThatThrownBy(() -> atOnce(server, TlsLevel.VERIFIED, trusting(AUTHORITY)))
                    .isInstanceOf(SmtpFailure.Unproven.class);
        }
    }

    private static SmtpConnection atOnce(ScriptedServer server, TlsLevel level, ClientSettings settings)
            throws SmtpFailure {
        return new Handshake(hop(server), new Approach(level, Duration.ofSeconds(10), true), settings, true).connect();
    }

    @Test
    void greetsWithHeloWhereEhloIsUnknown() throws Exception {
        open(
                GOOD,
                TlsLevel.NONE,
                "S: 220 mx\nC: EHLO *\nS: 502 what\nC: HELO gateway.example\nS: 250 mx\nC: QUIT",
                c -> assertThat(c.capabilities()).isEqualTo(Capabilities.none()));
    }

    @TestFactory
    Stream<DynamicTest> aNextHopThatDoesNotGreetIsTemporary() {
        return Stream.of(
                        "S: 554 no service\nC! closed",
                        "S: 421 busy\nC! closed",
                        "S: GET / HTTP\nC! closed",
                        "S! close",
                        "S: 220 mx\nC: EHLO *\nS: 421 closing\nC! closed",
                        "S: 220 mx\nC: EHLO *\nS: 502 no\nC: HELO *\nS: 502 no\nC! closed")
                .map(script -> DynamicTest.dynamicTest(
                        script, () -> fails(GOOD, TlsLevel.VERIFIED, script, SmtpFailure.Unreachable.class)));
    }

    @Test
    void authenticatesWithPlainUnderTls() throws Exception {
        play(
                auth("PLAIN LOGIN") + "C: AUTH PLAIN AHVzZXIAcMOkc3M=\nS: 235 ok\nC: QUIT",
                connection -> assertThat(connection.tls().isVerified()).isTrue());
    }

    @Test
    void authenticatesWithLoginWherePlainIsMissing() throws Exception {
        play(
                auth("LOGIN")
                        + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 334 UGFzc3dvcmQ6\nC: cMOkc3M=\nS: 235 ok\nC: QUIT",
                connection -> assertThat(connection.tls().isVerified()).isTrue());
    }

    @TestFactory
    Stream<DynamicTest> refusedCredentialsKeepTheMessageWaitingAndShowNoSecret() {
        return Stream.of(
                        auth("PLAIN") + "C: AUTH PLAIN *\nS: 535 no\nC! closed",
                        auth("LOGIN") + "C: AUTH LOGIN\nS: 535 no\nC! closed",
                        auth("CRAM-MD5") + "C! closed")
                .map(script -> DynamicTest.dynamicTest(
                        script,
                        () -> assertThatThrownBy(() -> play(script, connection -> {}))
                                .isInstanceOf(SmtpFailure.Unreachable.class)
                                .message()
                                .doesNotContain("user ", "päss")
                                .contains("sealpost.relay.username")));
    }

    @TestFactory
    Stream<DynamicTest> credentialsAreNeverSentInClear() {
        String offered = "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 AUTH PLAIN LOGIN\\r\\n\nC! closed";
        return Stream.of(TlsLevel.values())
                .map(level -> DynamicTest.dynamicTest(level.name(), () -> {
                    try (ScriptedServer server = ScriptedServer.with(GOOD, offered)) {
                        assertThatThrownBy(() -> SmtpConnection.open(
                                        hop(server),
                                        level,
                                        trusting(AUTHORITY).withCredentials(new RelayCredentials("user", "päss"))))
                                .isInstanceOf(SmtpFailure.Unproven.class);
                        server.assertPlayed();
                    }
                }));
    }

    @Test
    void aNextHopThatSendsOctetByOctetRunsIntoTheTimeOut() throws Exception {
        ClientSettings impatient = SETTINGS.withTimeouts(Duration.ofMillis(300));
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(listener));
            assertThatThrownBy(() -> SmtpConnection.open(
                            Peer.named(new NextHop("localhost", listener.getLocalPort())), TlsLevel.NONE, impatient))
                    .isInstanceOf(SmtpFailure.Unreachable.class);
            dripping.join();
        }
    }

    @Test
    void aPortWhereNobodyListensIsTemporary() throws Exception {
        int port = FreePort.next();
        assertThatThrownBy(
                        () -> SmtpConnection.open(Peer.named(new NextHop("localhost", port)), TlsLevel.NONE, SETTINGS))
                .isInstanceOf(SmtpFailure.Unreachable.class)
                .hasMessageContaining("localhost:" + port);
    }

    private record UnprovenPeer(String why, TestIdentity identity) {}

    private static Stream<UnprovenPeer> unproven() {
        return Stream.of(
                new UnprovenPeer("wrong name", WRONG_NAME),
                new UnprovenPeer("unknown issuer", UNKNOWN_ISSUER),
                new UnprovenPeer("expired", EXPIRED),
                new UnprovenPeer(
                        "for clients only",
                        certificate("localhost")
                                .purposes(KeyPurposeId.id_kp_clientAuth)
                                .issue()),
                new UnprovenPeer(
                        "self-signed", TestCertificate.of("CN=mx", "localhost").issue()));
    }

    private interface Act {
        void on(SmtpConnection connection) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> rfc7435WhoeverMayGoInClearDoesNotWaitForTlsThatIsAwayAndWhoeverNeedsItDoes() {
        String clear = "S: 220 mx\nC: EHLO *\nS: 250 mx\nC: QUIT\n";
        return Stream.of("S: 454 later\nC! closed\n", "S: 220 go\nS! close\n", "S! close\n")
                .map(failure -> DynamicTest.dynamicTest(failure.replace("\n", " "), () -> {
                    String broken = CLEAR + "C: STARTTLS\n" + failure;
                    try (ScriptedServer server = ScriptedServer.with(GOOD, broken, clear);
                            SmtpConnection connection = approach(server, TlsLevel.OPPORTUNISTIC, true)) {
                        assertThat(connection.tls()).isInstanceOf(TlsProof.Clear.class);
                        // Another message may need the TLS that is only away.
                        assertThat(connection.mayBeKept()).isFalse();
                    }
                    for (TlsLevel level : new TlsLevel[] {TlsLevel.OPPORTUNISTIC, TlsLevel.REQUIRED}) {
                        boolean clearWillDo = level == TlsLevel.REQUIRED;
                        try (ScriptedServer server = ScriptedServer.with(GOOD, broken)) {
                            assertThatThrownBy(() -> approach(server, level, clearWillDo))
                                    .isInstanceOf(SmtpFailure.Unreachable.class);
                            server.assertPlayed();
                        }
                    }
                }));
    }

    private static SmtpConnection approach(ScriptedServer server, TlsLevel level, boolean clearWillDo)
            throws SmtpFailure {
        return SmtpConnection.open(
                hop(server), new Approach(level, Duration.ofSeconds(10), clearWillDo), trusting(AUTHORITY));
    }

    private static void open(TestIdentity identity, TlsLevel level, String script, Act act) throws Exception {
        try (ScriptedServer server = ScriptedServer.with(identity, script)) {
            try (SmtpConnection connection = SmtpConnection.open(hop(server), level, trusting(AUTHORITY))) {
                act.on(connection);
            }
            server.assertPlayed();
        }
    }

    private static void play(String script, Act act) throws Exception {
        ClientSettings settings = trusting(AUTHORITY).withCredentials(new RelayCredentials("user", "päss"));
        try (ScriptedServer server = ScriptedServer.with(GOOD, script)) {
            try (SmtpConnection connection = SmtpConnection.open(hop(server), TlsLevel.VERIFIED, settings)) {
                act.on(connection);
            }
            server.assertPlayed();
        }
    }

    private static void fails(
            TestIdentity identity, TlsLevel level, String script, Class<? extends SmtpFailure> expected)
            throws Exception {
        try (ScriptedServer server = ScriptedServer.with(identity, script)) {
            assertThatThrownBy(() -> SmtpConnection.open(hop(server), level, trusting(AUTHORITY)))
                    .isInstanceOf(expected);
            server.assertPlayed();
        }
    }

    private static void drip(ServerSocket listener) {
        try (var socket = listener.accept()) {
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write('2');
                Thread.onSpinWait();
                socket.setSoTimeout(20);
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (java.net.SocketTimeoutException stillThere) {
                    continue;
                }
            }
        } catch (java.io.IOException closed) {
            return;
        }
    }

    private static String auth(String mechanisms) {
        return UPGRADE + "C: EHLO *\nS> 250-mx\\r\\n250 AUTH " + mechanisms + "\\r\\n\n";
    }

    private static TestCertificate certificate(String name) {
        return TestCertificate.of("CN=mx", name).by(AUTHORITY);
    }

    private static String fingerprint(TestIdentity identity) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(identity.certificate().getEncoded()));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
