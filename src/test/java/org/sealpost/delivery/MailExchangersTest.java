package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.TlsLevel;

/** Which servers are tried for a domain, in which order, and when there is none for good or for now. */
class MailExchangersTest {

    private static final Loopback LOOPBACK = new Loopback(25, 443, Optional.empty(), Optional.of("192.0.2.99"));

    private FakeNameServer dns;
    private MailExchangersUnderTest exchangers;

    @BeforeEach
    void start() throws Exception {
        dns = new FakeNameServer();
        exchangers = new MailExchangersUnderTest(
                "opportunistic",
                LOOPBACK.internet(),
                Map.of(
                        "name-server",
                        dns.address(),
                        "tls-names.\"named.example\"",
                        "mx.named.example, *.other.example",
                        "tls-names.\"Bücher.example\"",
                        "mx.buecher.example"));
    }

    @AfterEach
    void stop() {
        exchangers.close();
        dns.close();
    }

    @Test
    void rfc5321Section5TriesExchangersInOrderOfPreferenceAndEachAtAllItsAddresses() throws Exception {
        dns.knows("clinic.example", "MX", "20 second.example.").knows("clinic.example", "MX", "10 first.example.");
        dns.knows("first.example", "A", "192.0.2.1").knows("first.example", "A", "192.0.2.2");
        dns.knows("first.example", "AAAA", "2001:db8::1").knows("second.example", "A", "192.0.2.3");

        assertThat(tried("clinic.example"))
                .containsExactly(
                        "first.example 2001:db8:0:0:0:0:0:1",
                        "first.example 192.0.2.1",
                        "first.example 192.0.2.2",
                        "second.example 192.0.2.3");
    }

    @Test
    void exchangersOfEqualPreferenceShareTheLoad() throws Exception {
        dns.knows("clinic.example", "MX", "10 a.example.").knows("clinic.example", "MX", "10 b.example.");
        dns.knows("a.example", "A", "192.0.2.1").knows("b.example", "A", "192.0.2.2");

        Set<String> first = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            first.add(tried("clinic.example").getFirst());
        }
        assertThat(first).containsExactlyInAnyOrder("a.example 192.0.2.1", "b.example 192.0.2.2");
        assertThat(dns.questions()).as("asked once, then remembered").isLessThan(10);
    }

    @Test
    void rfc5321ADomainWithoutExchangerTakesItsMailItself() throws Exception {
        dns.knows("clinic.example", "A", "192.0.2.1");

        assertThat(tried("clinic.example")).containsExactly("clinic.example 192.0.2.1");
    }

    @Test
    void anAliasIsFollowed() throws Exception {
        dns.knows("clinic.example", "CNAME", "real.example.").knows("real.example", "MX", "10 mx.example.");
        dns.knows("mx.example", "CNAME", "host.example.").knows("host.example", "A", "192.0.2.1");

        assertThat(tried("clinic.example")).containsExactly("mx.example 192.0.2.1");
    }

    @Test
    void aliasesThatGoInCirclesAreTemporary() throws Exception {
        dns.knows("clinic.example", "CNAME", "other.example.").knows("other.example", "CNAME", "clinic.example.");

        assertThat(exchangers.of("clinic.example", false)).isInstanceOf(Lookup.Unknown.class);
    }

    @TestFactory
    Stream<DynamicTest> whatCanNeverBeDeliveredIsRefusedAtOnce() {
        return Stream.of(
                refused("rfc7505NullMx", "556 5.1.10", () -> dns.knows("clinic.example", "MX", "0 .")),
                refused("a domain that does not exist", "550 5.1.2", () -> {}),
                refused(
                        "a domain without exchanger and address, which declares nothing",
                        "550 5.4.4",
                        () -> dns.knows("clinic.example", "TXT", "x")),
                refused(
                        "exchangers without address",
                        "550 5.4.4",
                        () -> dns.knows("clinic.example", "MX", "10 gone.example.")),
                refused(
                        "an address in place of a name",
                        "550 5.4.4",
                        () -> dns.knows("clinic.example", "MX", "10 192.0.2.1.")),
                refused(
                        "this server is the best by name",
                        "554 5.4.6",
                        () -> dns.knows("clinic.example", "MX", "10 gateway.example.")
                                .knows("gateway.example", "A", "192.0.2.1")),
                refused(
                        "this server is the best by address",
                        "554 5.4.6",
                        () -> dns.knows("clinic.example", "MX", "10 mx.example.")
                                .knows("mx.example", "A", "192.0.2.99")));
    }

    @Test
    void thisServerAndAllThatAreNoBetterAreLeftOut() throws Exception {
        dns.knows("clinic.example", "MX", "10 best.example.").knows("best.example", "A", "192.0.2.1");
        dns.knows("clinic.example", "MX", "20 gateway.example.").knows("gateway.example", "A", "192.0.2.2");
        dns.knows("clinic.example", "MX", "20 equal.example.").knows("equal.example", "A", "192.0.2.3");
        dns.knows("clinic.example", "MX", "30 worse.example.").knows("worse.example", "A", "192.0.2.4");

        assertThat(tried("clinic.example")).containsExactly("best.example 192.0.2.1");
    }

    @Test
    void aListOfThousandsIsCut() throws Exception {
        for (int i = 0; i < 40; i++) {
            dns.knows("clinic.example", "MX", i + " mx" + i + ".example.");
            for (int j = 0; j < 12; j++) {
                dns.knows("mx" + i + ".example", "A", "192.0.2." + j);
            }
        }
        assertThat(tried("clinic.example")).hasSize(20 * 8);
    }

    @Test
    void aNameServerThatFailsOrIsSilentIsTemporary() throws Exception {
        dns.fails("failing.example", "MX").isSilentAbout("silent.example", "MX");

        assertThat(exchangers.of("failing.example", false)).isInstanceOf(Lookup.Unknown.class);
        assertThat(exchangers.of("silent.example", false)).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void anAddressThatCannotBeSaidNowIsTemporary() throws Exception {
        dns.knows("clinic.example", "MX", "10 mx.example.")
                .fails("mx.example", "A")
                .fails("mx.example", "AAAA");

        assertThat(peers("clinic.example")).extracting(Peer::identity).allMatch(Identity.Unknown.class::isInstance);
    }

    @Test
    void aNameFromUnsignedDnsProvesNothingUnlessTheOperatorWroteItDown() throws Exception {
        dns.knows("clinic.example", "MX", "10 mx.example.").knows("mx.example", "A", "192.0.2.1");
        dns.knows("named.example", "MX", "10 mx.example.");

        assertThat(peers("clinic.example")).extracting(Peer::identity).allMatch(Identity.Unprovable.class::isInstance);
        assertThat(peers("named.example"))
                .extracting(Peer::identity)
                .containsExactly(
                        new Identity.OperatorNames(Set.of("mx.named.example", "*.other.example"), TlsLevel.NONE));
    }

    /** A question that has no answer takes eight seconds; asked one after the other they would take most of a minute. */
    @Test
    void aNameServerThatIsSilentAboutAllHostsIsWaitedForOnce() throws Exception {
        for (String host : List.of("a", "b", "c")) {
            dns.knows("clinic.example", "MX", "10 " + host + ".example.");
            dns.isSilentAbout(host + ".example", "A").isSilentAbout(host + ".example", "AAAA");
        }
        Instant begin = Instant.now();

        assertThat(peers("clinic.example")).extracting(Peer::identity).allMatch(Identity.Unknown.class::isInstance);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bücher.example", "xn--bcher-kva.example"})
    void theOperatorMayWriteADomainInEitherSpelling(String domain) throws Exception {
        dns.knows("xn--bcher-kva.example", "MX", "10 mx.example.").knows("mx.example", "A", "192.0.2.1");

        assertThat(peers(domain))
                .extracting(Peer::identity)
                .containsExactly(new Identity.OperatorNames(Set.of("mx.buecher.example"), TlsLevel.NONE));
    }

    @Test
    void insideAddressesAreConnectedToOnlyWhereTheOperatorSaysSo() throws Exception {
        dns.knows("clinic.example", "MX", "10 mx.example.").knows("mx.example", "A", "10.1.2.3");
        try (MailExchangersUnderTest strict = new MailExchangersUnderTest(
                        "none", new Internet(Settings.delivery(Map.of())), Map.of("name-server", dns.address()));
                MailExchangersUnderTest told = new MailExchangersUnderTest(
                        "none",
                        new Internet(Settings.delivery(
                                Map.of("sealpost.delivery.internal-networks", "192.168.0.0/16, 10.1.0.0/16"))),
                        Map.of("name-server", dns.address()))) {
            assertThat(impossible(strict.of("clinic.example", false))).startsWith("550 5.4.4");
            assertThat(told.of("clinic.example", false)).isInstanceOf(Lookup.Found.class);
        }
    }

    private DynamicTest refused(String what, String reply, Runnable setUp) {
        return DynamicTest.dynamicTest(what, () -> {
            stop();
            start();
            setUp.run();
            assertThat(impossible(exchangers.of("clinic.example", false))).startsWith(reply);
        });
    }

    private List<Peer> peers(String domain) throws Exception {
        return ((Lookup.Found) exchangers.of(domain, false)).destination().peers();
    }

    private List<String> tried(String domain) throws Exception {
        return peers(domain).stream()
                .map(peer -> peer.nextHop().host() + " "
                        + peer.address().orElseThrow().getHostAddress())
                .toList();
    }

    private static String impossible(Lookup lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Impossible.class);
        return ((Lookup.Impossible) lookup).reply().toString();
    }
}
