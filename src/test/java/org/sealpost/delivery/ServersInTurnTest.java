package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Which of several servers is taken, and when none is: for good, or for now. */
class ServersInTurnTest {

    private static final TestIdentity AUTHORITY =
            TestCertificate.of("CN=Authority").forAuthority().issue();
    private static final TestIdentity SERVER =
            TestCertificate.of("CN=mx", "localhost").by(AUTHORITY).issue();
    private static final TestIdentity STRANGER =
            TestCertificate.of("CN=mx", "localhost").issue();
    private static final InetAddress FIRST = loopback("127.0.0.2");
    private static final InetAddress SECOND = loopback("127.0.0.3");
    private static final String CLEAR = "S: 220 mx\nC: EHLO *\nS: 250 mx\nS! silence\n";
    private static final String TLS =
            "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 STARTTLS\\r\\n\n" + "C: STARTTLS\nS: 220 go\nS! tls\nC: EHLO *\n";
    private static final Identity UNPROVABLE = new Identity.Unprovable("unsigned", TlsLevel.NONE);
    private static final Identity NAMED = new Identity.OperatorNames(Set.of("mx.example"), TlsLevel.NONE);

    private final DeliverySettings delivery = Settings.delivery(
            Map.of("sealpost.delivery.connect-timeout", "1s", "sealpost.delivery.reply-timeout", "30s"));
    private final RestingDestinations resting = new RestingDestinations(delivery);
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final List<Peer> tried = new ArrayList<>();
    private Connections connections;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path trust = Files.writeString(folder.resolve("authority.pem"), AUTHORITY.pem());
        connections = new Connections(
                Settings.relay(Map.of("sealpost.relay.trust", trust.toString())),
                delivery,
                resting,
                Optional.of("sealpost.example"),
                host -> host.equals("localhost") ? List.of(FIRST, SECOND) : List.of());
    }

    @AfterEach
    void stop() throws IOException {
        connections.close();
        for (ScriptedServer server : servers) {
            server.close();
        }
    }

    @Test
    void oneThatIsAwayAndCouldProveNothingIsNotWaitedFor() throws Exception {
        try (SmtpConnection connection =
                take(Wanted.PROOF, away(UNPROVABLE), peer(UNPROVABLE, CLEAR), away(UNPROVABLE))) {
            assertThat(connection.tls().isVerified()).isFalse();
        }
    }

    @Test
    void oneThatIsAwayAndMightProveItIsWaitedFor() {
        assertThatThrownBy(() -> take(Wanted.PROOF, peer(UNPROVABLE, CLEAR), away(NAMED)))
                .isInstanceOf(SmtpFailure.Unreachable.class);
    }

    @Test
    void aHostThatAnsweredAtOneOfItsAddressesHasSaidWhatItProves() throws Exception {
        Peer answering = peer(NAMED, CLEAR);
        Peer elsewhere = new Peer(answering.nextHop(), Optional.of(InetAddress.getByName("127.0.0.77")), NAMED);

        try (SmtpConnection connection = take(Wanted.PROOF, elsewhere, answering)) {
            assertThat(connection.tls().isVerified()).isFalse();
        }
    }

    @Test
    void rfc8689EachIsAskedForItsPromiseUntilOneMakesIt() throws Exception {
        Peer proven = peer(new Identity.OwnName(), TLS + "S: 250 mx\nS! silence\n");
        Peer promising = peer(new Identity.OwnName(), TLS + "S> 250-mx\\r\\n250 REQUIRETLS\\r\\n\nS! silence\n");

        try (SmtpConnection connection = take(Wanted.PROMISE, proven, promising)) {
            assertThat(connection.peer()).isEqualTo(promising);
        }
        // A kept one that has not made it is no reason to ask no other.
        assertThat(connections.takeKept(destination(proven, promising), TlsLevel.OPPORTUNISTIC, Wanted.PROMISE))
                .isEmpty();
    }

    @Test
    void rfc5321Section5OneThatAcceptsConnectionsAndSaysNothingIsPassedOver() throws Exception {
        Instant begin = Instant.now();
        Peer alive = peer(UNPROVABLE, CLEAR);
        try (SmtpConnection connection = take(Wanted.NOTHING, peer(UNPROVABLE, "S! silence\n"), alive)) {
            assertThat(connection.peer()).isEqualTo(alive);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void oneThatRestsDoesNotHoldUpThoseBehindIt() throws Exception {
        Peer dead = away(UNPROVABLE);
        Peer alive = peer(UNPROVABLE, CLEAR);
        for (int i = 0; i < 3; i++) {
            resting.failed(dead);
        }
        try (SmtpConnection connection = take(Wanted.NOTHING, dead, alive)) {
            assertThat(connection.peer()).isEqualTo(alive);
        }
        assertThat(tried).containsExactly(alive);
    }

    @Test
    void oneWithoutTlsIsPassedOverWhereADecisionMayRestOnTls() throws Exception {
        Peer encrypting = peer(UNPROVABLE, TLS + "S: 250 mx\nS! silence\n");
        try (SmtpConnection connection = take(Wanted.TLS, peer(UNPROVABLE, CLEAR), encrypting)) {
            assertThat(connection.peer()).isEqualTo(encrypting);
        }
    }

    @Test
    void oneThatIsAwayAndMightHaveTlsIsWaitedForWhereADecisionMayRestOnTls() {
        assertThatThrownBy(() -> take(Wanted.TLS, away(UNPROVABLE), peer(UNPROVABLE, CLEAR)))
                .isInstanceOf(SmtpFailure.Unreachable.class);
    }

    @Test
    void whereNoServerHasTlsTheFirstOneIsTaken() throws Exception {
        Peer best = peer(UNPROVABLE, CLEAR);
        try (SmtpConnection connection = take(Wanted.TLS, best, peer(UNPROVABLE, CLEAR))) {
            assertThat(connection.peer()).isEqualTo(best);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"S: 421 busy\n", "S: 554 no\n", "S! silence\n", "S: 220 mx\nC: EHLO *\nS: 451 later\n", TLS})
    void rfc5321Section51ANamedHostIsTriedAtEachOfItsAddresses(String firstAddress) throws Exception {
        int port = FreePort.next();
        servers.add(ScriptedServer.at(FIRST, port, STRANGER, firstAddress));
        servers.add(ScriptedServer.at(SECOND, port, SERVER, TLS + "S: 250 mx\nS! silence\n"));
        Destination named = Destination.named(Destination.Kind.RELAY, new NextHop("localhost", port));

        try (SmtpConnection connection = connections.take(named, TlsLevel.VERIFIED, Wanted.PROOF, tried::add)) {
            assertThat(connection.address()).isEqualTo(SECOND);
            assertThat(connection.tls().isVerified()).isTrue();
        }
    }

    @Test
    void aStaleConnectionIsReplacedAtAnotherAddressOfTheHost() throws Exception {
        int port = FreePort.next();
        servers.add(ScriptedServer.at(FIRST, port, SERVER, "S: 421 busy\n"));
        servers.add(ScriptedServer.at(SECOND, port, SERVER, CLEAR));
        NextHop host = new NextHop("localhost", port);

        try (SmtpConnection connection =
                connections.takeNew(Destination.named(Destination.Kind.RELAY, host), host, TlsLevel.NONE)) {
            assertThat(connection.address()).isEqualTo(SECOND);
        }
    }

    @Test
    void aNamedHostWithoutAnAddressIsWaitedFor() {
        Destination named = Destination.named(Destination.Kind.RELAY, new NextHop("nowhere.invalid", 25));

        assertThatThrownBy(() -> connections.take(named, TlsLevel.NONE, Wanted.NOTHING, tried::add))
                .isInstanceOf(SmtpFailure.Unreachable.class)
                .hasMessageContaining("nowhere.invalid");
    }

    @Test
    void oneWithoutTlsIsToldFromOneWhoseTlsIsNotWhatWasDemanded() {
        assertThatThrownBy(() -> connections.take(
                        destination(peer(UNPROVABLE, CLEAR)), TlsLevel.REQUIRED, Wanted.TLS, tried::add))
                .isInstanceOfSatisfying(
                        SmtpFailure.Unproven.class,
                        failure -> assertThat(failure.offersTls()).isFalse());
        assertThatThrownBy(() ->
                        connections.take(destination(peer(UNPROVABLE, TLS)), TlsLevel.VERIFIED, Wanted.TLS, tried::add))
                .isInstanceOfSatisfying(
                        SmtpFailure.Unproven.class,
                        failure -> assertThat(failure.offersTls()).isTrue());
    }

    private SmtpConnection take(Wanted wanted, Peer... peers) throws SmtpFailure {
        return connections.take(destination(peers), TlsLevel.OPPORTUNISTIC, wanted, tried::add);
    }

    private static Destination destination(Peer... peers) {
        return new Destination(List.of(peers), Destination.Kind.MAIL_EXCHANGER);
    }

    private Peer peer(Identity identity, String script) throws IOException {
        ScriptedServer server = ScriptedServer.with(SERVER, script);
        servers.add(server);
        return at(server.port(), identity);
    }

    private static InetAddress loopback(String address) {
        return InetAddress.ofLiteral(address);
    }

    private static Peer away(Identity identity) {
        return at(FreePort.next(), identity);
    }

    private static Peer at(int port, Identity identity) {
        return new Peer(new NextHop("localhost", port), Optional.of(InetAddress.getLoopbackAddress()), identity);
    }
}
