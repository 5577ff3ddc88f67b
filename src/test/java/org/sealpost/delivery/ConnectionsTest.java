package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** A relay that is set wrongly stops the start, in one sentence that says what to do. */
class ConnectionsTest {

    @ParameterizedTest
    @CsvSource({
        "none, NONE",
        "opportunistic, OPPORTUNISTIC",
        "Required, REQUIRED",
        "verified, VERIFIED",
        "dane, VERIFIED",
        "mta-sts, VERIFIED"
    })
    void theRelaysTlsIsTheLeastOfEveryConnection(String setting, TlsLevel least) {
        assertThat(connections(Map.of("sealpost.relay.tls", setting)).least(Destination.Kind.RELAY))
                .isEqualTo(least);
    }

    @Test
    void anUnknownLevelIsRefused() {
        assertThatThrownBy(() -> connections(Map.of("sealpost.relay.tls", "yes")))
                .hasMessage(
                        "sealpost.relay.tls is none of none, opportunistic, required, verified, dane and mta-sts: correct it.");
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> connections(Map.of("sealpost.relay.username", "practice")))
                .hasMessageContaining("set both, or neither");
    }

    @Test
    void aFileOfAuthoritiesThatHoldsNoneIsRefused(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path missing = folder.resolve("missing.pem");

        for (Path file : new Path[] {empty, missing}) {
            assertThatThrownBy(() -> connections(Map.of("sealpost.relay.trust", file.toString())))
                    .hasMessage("sealpost.relay.trust (" + file + ") holds no certificates in PEM: correct it.");
        }
    }

    @Test
    void aKeyOfTlsNamesThatIsNoDomainIsRefused() {
        DeliverySettings delivery =
                Settings.delivery(Map.of("sealpost.delivery.tls-names.\"not a domain\"", "mx.example"));

        assertThatThrownBy(() -> Connections.check(Settings.relay(Map.of()), delivery))
                .hasMessage("sealpost.delivery.tls-names names \"not a domain\", which is no domain: correct it.");
    }

    /** The file is of the relay's authorities: those that the JDK brings go on proving everybody else. */
    @ParameterizedTest
    @CsvSource({"practice, RELAY, true", "practice, ROUTE, true", "public, RELAY, false", "public, ROUTE, true"})
    void theRelaysAuthoritiesAreTheRelaysAloneAndForOthersBesideThoseOfTheJdk(
            String issuer, Destination.Kind kind, boolean proven, @TempDir Path folder) throws Exception {
        TestIdentity practice =
                TestCertificate.of("CN=Practice authority").forAuthority().issue();
        TestIdentity open =
                TestCertificate.of("CN=Public authority").forAuthority().issue();
        TestIdentity server = TestCertificate.of("CN=mx", "localhost")
                .by(issuer.equals("public") ? open : practice)
                .issue();
        Path trust = Files.writeString(folder.resolve("practice.pem"), practice.pem());
        String script = "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 STARTTLS\\r\\n\nC: STARTTLS\nS: 220 go\nS! tls\n"
                + "C: EHLO *\nS: 250 mx\nS! silence\n";
        try (ScriptedServer mx = ScriptedServer.with(server, script)) {
            Connections connections = whereTheJdkTrusts(
                    open, folder, () -> connections(Map.of("sealpost.relay.trust", trust.toString())));
            Destination destination = Destination.named(kind, new NextHop("localhost", mx.port()));
            try (SmtpConnection connection =
                    connections.take(destination, TlsLevel.OPPORTUNISTIC, Wanted.PROOF, peer -> {})) {
                assertThat(connection.tls().isVerified()).isEqualTo(proven);
            }
            connections.close();
        }
    }

    private static Connections whereTheJdkTrusts(TestIdentity authority, Path folder, Supplier<Connections> made)
            throws Exception {
        Path file = folder.resolve("jdk.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("public", authority.certificate());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        try {
            return made.get();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static Connections connections(Map<String, String> relay) {
        return new Connections(
                Settings.relay(relay),
                Settings.delivery(Map.of()),
                new RestingDestinations(Settings.delivery(Map.of())),
                Optional.of("sealpost.example"));
    }
}
