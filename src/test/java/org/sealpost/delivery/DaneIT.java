package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsProof;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** DANE (RFC 7672) against a real name server with real signatures, and real TLS servers. */
class DaneIT {

    private static final TestIdentity ISSUER =
            TestCertificate.of("CN=Issuer").forAuthority().issue();
    /** Names nothing that it should, and expired: what signed DNS says of the certificate itself is enough. */
    private static final TestIdentity STRANGE = TestCertificate.of("CN=strange", "elsewhere.example")
            .valid(Instant.now().minus(Duration.ofDays(20)), Instant.now().minus(Duration.ofDays(10)))
            .issue();

    private static final TestIdentity ISSUED =
            TestCertificate.of("CN=mx", "mx.issued.test").by(ISSUER).issue();
    private static final TestIdentity ALONE = TestCertificate.of("CN=mx", "*.absentissuer.test", "mx.absentkey.test")
            .by(ISSUER)
            .issue();
    private static final TestIdentity FOR_DOMAIN =
            TestCertificate.of("CN=mx", "fordomain.test").by(ISSUER).issue();
    private static final TestIdentity MISNAMED =
            TestCertificate.of("CN=mx", "other.example").by(ISSUER).issue();
    private static final TestIdentity ISSUED_EXPIRED = TestCertificate.of("CN=mx", "mx.issuedexpired.test")
            .by(ISSUER)
            .valid(Instant.now().minus(Duration.ofDays(20)), Instant.now().minus(Duration.ofDays(10)))
            .issue();

    @TempDir
    static Path folder;

    private static TlsSinks sinks;
    private static SignedZones zones;

    @BeforeAll
    static void start() throws Exception {
        sinks = new TlsSinks(folder)
                .at("127.0.0.1", STRANGE)
                .at("127.0.0.2", ISSUED, ISSUER)
                .at("127.0.0.3", FOR_DOMAIN, ISSUER)
                .at("127.0.0.4", MISNAMED, ISSUER)
                .at("127.0.0.5")
                .at("127.0.0.6", ALONE)
                .at("127.0.0.7", ISSUED_EXPIRED, ISSUER);
        zones = SignedZones.serve(
                Files.createDirectory(folder.resolve("zones")),
                server("key256", "127.0.0.1", "3 1 1 " + key(STRANGE, "SHA-256"))
                        + server("key512", "127.0.0.1", "3 1 2 " + key(STRANGE, "SHA-512"))
                        + server("cert256", "127.0.0.1", "3 0 1 " + certificate(STRANGE, "SHA-256"))
                        + server("certwhole", "127.0.0.1", "3 0 0 " + certificate(STRANGE, ""))
                        + server("keywhole", "127.0.0.1", "3 1 0 " + key(STRANGE, ""))
                        + server("wrong", "127.0.0.1", "3 1 1 " + "00".repeat(32))
                        + server("issued", "127.0.0.2", "2 0 1 " + certificate(ISSUER, "SHA-256"))
                        + server("fordomain", "127.0.0.3", "2 1 1 " + key(ISSUER, "SHA-256"))
                        + server("misnamed", "127.0.0.4", "2 0 1 " + certificate(ISSUER, "SHA-256"))
                        + server("issuedexpired", "127.0.0.7", "2 0 1 " + certificate(ISSUER, "SHA-256"))
                        + server("absentissuer", "127.0.0.6", "2 0 0 " + certificate(ISSUER, ""))
                        + server("absentkey", "127.0.0.6", "2 1 0 " + key(ISSUER, ""))
                        + server("absentdigest", "127.0.0.6", "2 0 1 " + certificate(ISSUER, "SHA-256"))
                        + server("pkixonly", "127.0.0.1", "1 1 1 " + key(STRANGE, "SHA-256"))
                        + server("pkixclear", "127.0.0.5", "1 1 1 " + key(STRANGE, "SHA-256"))
                        + server("notls", "127.0.0.5", "3 1 1 " + key(STRANGE, "SHA-256"))
                        + server("forged", "127.0.0.1", "3 1 1 " + "aa".repeat(32))
                        + server("spoiled", "127.0.0.1", "3 1 1 " + key(STRANGE, "SHA-256"))
                        + "mx.spoiled IN AAAA 2001:db8::dead\n"
                        + "nothing IN MX 10 mx.nothing\nmx.nothing IN A 127.0.0.1\n"
                        + "two IN MX 10 mx.wrong\ntwo IN MX 20 mx.key256\n"
                        + "alias IN MX 10 mx.alias\nmx.alias IN CNAME mx.key256\n"
                        + leaving("half", "3 1 1 " + key(STRANGE, "SHA-256"))
                        + leaving("halfwrong", "3 1 1 " + "00".repeat(32))
                        + "direct IN A 127.0.0.1\n_" + sinks.port() + "._tcp.direct IN TLSA 3 1 1 "
                        + key(STRANGE, "SHA-256") + "\n"
                        + "leaving IN MX 10 mx.unsigned\n",
                "@ IN MX 10 mx.unsigned.test.\nmx IN A 127.0.0.1\n_" + sinks.port() + "._tcp.mx IN TLSA 3 1 1 "
                        + key(STRANGE, "SHA-256") + "\n",
                "@ IN MX 10 mx.bogus.test.\nmx IN A 127.0.0.1\n",
                Map.of("aa".repeat(32), key(STRANGE, "SHA-256"), "2001:db8::dead", "2001:db8::beef"));
    }

    @AfterAll
    static void stop() {
        zones.close();
        sinks.close();
    }

    @ParameterizedTest
    @CsvSource({
        "key256, DANE_EE",
        "key512, DANE_EE",
        "cert256, DANE_EE",
        "certwhole, DANE_EE",
        "keywhole, DANE_EE",
        "issued, DANE_TA",
        "fordomain, DANE_TA",
        "absentissuer, DANE_TA",
        "absentkey, DANE_TA",
        "two, DANE_EE",
        "alias, DANE_EE",
        "half, DANE_EE",
        "direct, DANE_EE"
    })
    void whatSignedDnsSaysOfTheCertificateProvesTheServer(String domain, String method) throws Exception {
        assertThat(proof(domain, "dane", false))
                .isInstanceOfSatisfying(
                        TlsProof.Verified.class,
                        proof -> assertThat(proof.method().name()).isEqualTo(method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "misnamed", "issuedexpired", "absentdigest", "notls"})
    void aServerThatIsAnotherThanSignedDnsSaysIsNeverSentTo(String domain) {
        for (String tls : new String[] {"dane", "mta-sts", "verified"}) {
            assertThatThrownBy(() -> proof(domain, tls, false)).isInstanceOf(SmtpFailure.Unproven.class);
        }
    }

    @Test
    void aDecisionThatNeedsProofAsksSignedDnsWhateverIsSet() throws Exception {
        assertThat(proof("key256", "none", true)).isInstanceOf(TlsProof.Verified.class);
        assertThat(proof("key256", "opportunistic", true)).isInstanceOf(TlsProof.Verified.class);
        assertThatThrownBy(() -> proof("wrong", "opportunistic", true)).isInstanceOf(SmtpFailure.Unproven.class);
    }

    @Test
    void rfc7672Section2RecordsThatSmtpCannotUseDemandTlsAndProveNothing() throws Exception {
        assertThat(proof("pkixonly", "dane", false)).isInstanceOf(TlsProof.Unverified.class);
        assertThatThrownBy(() -> proof("pkixclear", "dane", false)).isInstanceOf(SmtpFailure.Unproven.class);
    }

    @Test
    void recordsThatContradictTheirSignaturesAreTemporaryAndNothingIsSent() {
        assertThatThrownBy(() -> proof("forged", "dane", false)).isInstanceOf(SmtpFailure.Unreachable.class);
    }

    @Test
    void rfc7672Section222AnAnswerThatFailsForOneFamilyOfAddressesDoesNotSwitchDaneOff() {
        assertThatThrownBy(() -> proof("spoiled", "dane", false)).isInstanceOf(SmtpFailure.Unreachable.class);
        assertThatThrownBy(() -> proof("spoiled", "none", true)).isInstanceOf(SmtpFailure.Unreachable.class);
    }

    @Test
    void aDomainThatContradictsItsSignaturesIsTemporary() throws Exception {
        assertThat(lookup("bogus.test", "dane", false)).isInstanceOf(Lookup.Unknown.class);
        // Whoever does not ask for proof is not stopped by it.
        assertThat(lookup("bogus.test", "opportunistic", false)).isInstanceOf(Lookup.Found.class);
    }

    /** The addresses of the host are not signed, but what leads to them is: its own records count. */
    @Test
    void rfc7672Section222AHostThatIsASignedAliasOfAnUnsignedOneKeepsItsRecords() {
        for (String tls : new String[] {"dane", "mta-sts", "verified"}) {
            assertThatThrownBy(() -> proof("halfwrong", tls, false)).isInstanceOf(SmtpFailure.Unproven.class);
        }
        assertThatThrownBy(() -> proof("halfwrong", "none", true)).isInstanceOf(SmtpFailure.Unproven.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned.test", "leaving.test", "nothing.test"})
    void withoutSignedRecordsNothingIsProven(String domain) throws Exception {
        Lookup.Found found = (Lookup.Found) lookup(domain, "dane", true);

        assertThat(found.destination().peers())
                .allSatisfy(peer -> assertThat(peer.identity()).isInstanceOf(Identity.Unprovable.class));
        assertThat(proof(domain.replace(".test", ""), "dane", false)).isInstanceOf(TlsProof.Unverified.class);
        assertThatThrownBy(() -> proof(domain.replace(".test", ""), "verified", false))
                .isInstanceOf(SmtpFailure.Unproven.class);
    }

    private static TlsProof proof(String name, String tls, boolean wantsProof) throws Exception {
        Lookup.Found found = (Lookup.Found) lookup(name + ".test", tls, wantsProof);
        Connections connections = new Connections(
                Settings.relay(Map.of("sealpost.relay.tls", tls)),
                Settings.delivery(Map.of()),
                new RestingDestinations(Settings.delivery(Map.of())),
                Optional.of("gateway.example"));
        try (SmtpConnection connection = connections.take(
                found.destination(),
                connections.least(Destination.Kind.MAIL_EXCHANGER),
                wantsProof ? Wanted.PROOF : Wanted.NOTHING,
                peer -> {})) {
            return connection.tls();
        } finally {
            connections.close();
        }
    }

    private static Lookup lookup(String domain, String tls, boolean wantsProof) throws Exception {
        try (MailExchangersUnderTest exchangers = new MailExchangersUnderTest(
                tls,
                Loopback.of(sinks.port()).internet(),
                Map.of(
                        "name-server",
                        zones.address(),
                        "dnssec-trust-anchors",
                        zones.anchors().toString()))) {
            return exchangers.of(domain, wantsProof);
        }
    }

    private static String server(String name, String address, String record) {
        return "%s IN MX 10 mx.%s\nmx.%s IN A %s\n_%d._tcp.mx.%s IN TLSA %s\n"
                .formatted(name, name, name, address, sinks.port(), name, record);
    }

    private static String leaving(String name, String record) {
        return "%s IN MX 10 mx.%s\nmx.%s IN CNAME mx.unsigned\n_%d._tcp.mx.%s IN TLSA %s\n"
                .formatted(name, name, name, sinks.port(), name, record);
    }

    private static String key(TestIdentity identity, String digest) {
        return hex(identity.certificate().getPublicKey().getEncoded(), digest);
    }

    private static String certificate(TestIdentity identity, String digest) throws Exception {
        return hex(identity.certificate().getEncoded(), digest);
    }

    private static String hex(byte[] octets, String digest) {
        try {
            return HexFormat.of()
                    .formatHex(
                            digest.isEmpty()
                                    ? octets
                                    : MessageDigest.getInstance(digest).digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
