package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final List<String> lookedUp = new ArrayList<>();
    private Path trust;
    private Connections connections;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        trust = Files.writeString(folder.resolve("authority.pem"), AUTHORITY.pem());
        connections = connections(Map.of("sealpost.relay.trust", trust.toString()));
    }

    private Connections connections(Map<String, String> relay) {
        return new Connections(
                Settings.relay(relay), delivery, resting, Optional.of("sealpost.example"), this::addresses);
    }

    private List<InetAddress> addresses(String host) {
        lookedUp.add(host);
        return host.equals("localhost") ? List.of(FIRST, SECOND) : List.of();
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

    /** What it has depends on its machines, and not on what mail went before. */
    @Test
    void aKeptConnectionToAnotherOfItsAddressesIsNoReasonNotToAskTheOneThatProvesIt() throws Exception {
        String greeted = TLS + "S: 250 mx\nS! silence\n";
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, STRANGER, greeted, greeted),
                port -> ScriptedServer.at(SECOND, port, SERVER, greeted));
        List<SmtpConnection> newsletters = List.of(take(named, Wanted.NOTHING), take(named, Wanted.NOTHING));
        newsletters.forEach(one -> assertThat(one.address()).isEqualTo(FIRST));
        newsletters.forEach(one -> connections.giveBack(named, one, TlsLevel.OPPORTUNISTIC));

        assertThat(connections.takeKept(named, TlsLevel.OPPORTUNISTIC, Wanted.PROOF))
                .isEmpty();
        SmtpConnection proven = take(named, Wanted.PROOF);
        assertThat(proven.address()).isEqualTo(SECOND);
        assertThat(proven.tls().isVerified()).isTrue();
        connections.giveBack(named, proven, TlsLevel.OPPORTUNISTIC);

        assertThat(connections.takeKept(named, TlsLevel.OPPORTUNISTIC, Wanted.PROOF))
                .containsSame(proven);
        assertThat(connections.takeKept(named, TlsLevel.OPPORTUNISTIC, Wanted.NOTHING))
                .isPresent();
    }

    @Test
    void aHostThatRestsIsNotLookedUp() {
        Destination named = named();
        for (int i = 0; i < 3; i++) {
            resting.failed(named.peers().getFirst());
        }

        assertThatThrownBy(() -> take(named, Wanted.NOTHING))
                .isInstanceOf(SmtpFailure.Unreachable.class)
                .hasMessageContaining("left alone");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void aHostWhoseNameHasNoAddressForLongRests() {
        Destination nowhere = Destination.named(Destination.Kind.RELAY, new NextHop("nowhere.invalid", 25));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> take(nowhere, Wanted.NOTHING)).isInstanceOf(SmtpFailure.Unreachable.class);
        }

        assertThat(lookedUp).hasSize(3);
    }

    @Test
    void aServerOfWhichNothingIsKnownIsNotLookedUp() throws Exception {
        Peer best = peer(UNPROVABLE, CLEAR);
        Identity unknown = new Identity.Unknown("the name server gave no answer about its addresses");

        assertThatThrownBy(() -> take(
                        Wanted.PROOF, best, new Peer(new NextHop("silent.example", 25), Optional.empty(), unknown)))
                .isInstanceOf(SmtpFailure.Unreachable.class)
                .hasMessageContaining("silent.example");
        assertThat(lookedUp).isEmpty();
    }

    /** Providers lock an account after few failures. */
    @Test
    void refusedCredentialsAreNotTriedAtEachAddressAndTheHostRests() {
        String refusing = TLS + "S> 250-mx\\r\\n250 AUTH PLAIN\\r\\n\nC: AUTH *\nS: 535 no\nS! silence\n";
        withCredentials();
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, SERVER, refusing, refusing, refusing),
                port -> ScriptedServer.at(SECOND, port, SERVER, refusing));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> take(named, Wanted.NOTHING))
                    .isInstanceOf(SmtpFailure.CredentialsRefused.class)
                    .hasMessageContaining("sealpost.relay.password");
        }

        assertThatThrownBy(() -> take(named, Wanted.NOTHING)).hasMessageContaining("left alone");
        assertThat(tried.stream().flatMap(one -> one.address().stream())).containsExactly(FIRST, FIRST, FIRST);
    }

    @Test
    void whoCannotCheckCredentialsNowIsPassedOver() throws Exception {
        String auth = TLS + "S> 250-mx\\r\\n250 AUTH PLAIN\\r\\n\nC: AUTH *\n";
        withCredentials();
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, SERVER, auth + "S: 454 later\nS! silence\n"),
                port -> ScriptedServer.at(SECOND, port, SERVER, auth + "S: 235 welcome\nS! silence\n"));

        try (SmtpConnection connection = take(named, Wanted.NOTHING)) {
            assertThat(connection.address()).isEqualTo(SECOND);
        }
    }

    @Test
    void aStaleConnectionIsReplacedAtTheMachineThatHadAnswered() throws Exception {
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, SERVER, "S: 421 busy\n", CLEAR),
                port -> ScriptedServer.at(SECOND, port, SERVER, CLEAR, CLEAR));

        try (SmtpConnection stale = take(named, Wanted.NOTHING);
                SmtpConnection fresh = connections.replace(named, stale, TlsLevel.NONE)) {
            assertThat(stale.address()).isEqualTo(SECOND);
            assertThat(fresh.address()).isEqualTo(SECOND);
        }
    }

    @Test
    void aStaleConnectionIsReplacedAtAnotherAddressOfTheHost() throws Exception {
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, SERVER, CLEAR, "S: 421 busy\n"),
                port -> ScriptedServer.at(SECOND, port, SERVER, CLEAR));

        try (SmtpConnection stale = take(named, Wanted.NOTHING);
                SmtpConnection fresh = connections.replace(named, stale, TlsLevel.NONE)) {
            assertThat(stale.address()).isEqualTo(FIRST);
            assertThat(fresh.address()).isEqualTo(SECOND);
        }
    }

    @Test
    void addressesThatRestArePassedOverAlsoBehindAServerThatTakesNothingNow() throws Exception {
        Destination named = named(
                port -> ScriptedServer.at(FIRST, port, SERVER, CLEAR),
                port -> ScriptedServer.at(SECOND, port, SERVER, CLEAR));
        for (int i = 0; i < 3; i++) {
            resting.failed(named.peers().getFirst().at(FIRST));
        }

        try (SmtpConnection fresh = connections.takeNew(named, named.first(), TlsLevel.NONE)) {
            assertThat(fresh.address()).isEqualTo(SECOND);
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

    private void withCredentials() {
        connections.close();
        connections = connections(Map.of(
                "sealpost.relay.trust",
                trust.toString(),
                "sealpost.relay.username",
                "practice",
                "sealpost.relay.password",
                "outdated"));
    }

    /** One of the addresses of a host that the operator named, at that port. */
    private interface At {
        ScriptedServer port(int port) throws IOException;
    }

    private Destination named(At... addresses) {
        int port = FreePort.next();
        for (At address : addresses) {
            try {
                servers.add(address.port(port));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return Destination.named(Destination.Kind.RELAY, new NextHop("localhost", port));
    }

    private SmtpConnection take(Destination destination, Wanted wanted) throws SmtpFailure {
        return connections.take(destination, TlsLevel.OPPORTUNISTIC, wanted, tried::add);
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
