package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.xbill.DNS.CERTRecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Certificates in DNS: SMIMEA (RFC 8162) and CERT (RFC 4398). */
class DnsLookupsTest {

    private static final TestIdentity ROOT =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private static final TestIdentity OTHER_ROOT =
            TestCertificate.of("CN=Other").forAuthority().issue();
    private static final TestIdentity HUGH =
            TestCertificate.of("CN=Hugh", "hugh@example.com").by(ROOT).issue();
    private static final String HUGHS_NAME =
            "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert.example.com.";

    private final ScriptedNetwork network = new ScriptedNetwork();

    /** The example of RFC 8162 section 3. */
    @Test
    void rfc8162Section3NamesHughsRecord() throws Exception {
        assertThat(SmimeaLookup.name("hugh", mailbox("hugh@example.com").domain())
                        .map(Name::toString))
                .contains(HUGHS_NAME);
    }

    /** What it says of one spelling it means for all, unless it says something else of the one that is written. */
    @Test
    void asksAsItIsWrittenAndThenInLowerCase() throws Exception {
        network.with(
                HUGHS_NAME,
                true,
                ScriptedNetwork.smimea(3, 0, 0, HUGH.certificate().getEncoded()));

        assertThat(new SmimeaLookup(network).find(mailbox("Hugh@example.com")))
                .isInstanceOfSatisfying(
                        LookupAnswer.Found.class,
                        found -> assertThat(found.constraints()).hasSize(1));
        assertThat(network.asked()).hasSize(2).last().isEqualTo(HUGHS_NAME + " SMIMEA");

        String written = SmimeaLookup.name("HUGH", mailbox("hugh@example.com").domain())
                .orElseThrow()
                .toString();
        network.with(
                written,
                true,
                ScriptedNetwork.smimea(3, 0, 0, ROOT.certificate().getEncoded()));
        assertThat(new SmimeaLookup(network).find(mailbox("HUGH@example.com")))
                .isInstanceOfSatisfying(
                        LookupAnswer.Found.class,
                        found -> assertThat(found.certificates()).containsExactly(ROOT.certificate()));
        network.with(written, Type.SMIMEA, new DnsReply.Failed());
        assertThat(new SmimeaLookup(network).find(mailbox("HUGH@example.com"))).isInstanceOf(LookupAnswer.Failed.class);
    }

    @Test
    void findsTheWholeCertificateOfASignedRecord() throws Exception {
        network.with(
                HUGHS_NAME,
                true,
                ScriptedNetwork.smimea(3, 0, 0, HUGH.certificate().getEncoded()));

        assertThat(smimea()).isInstanceOfSatisfying(LookupAnswer.Found.class, found -> {
            assertThat(found.certificates()).containsExactly(HUGH.certificate());
            assertThat(found.ttl()).isEqualTo(ScriptedNetwork.TTL);
        });
    }

    @Test
    void believesNothingThatIsNotSigned() throws Exception {
        network.with(
                HUGHS_NAME,
                false,
                ScriptedNetwork.smimea(3, 0, 0, HUGH.certificate().getEncoded()));

        assertThat(smimea())
                .isEqualTo(new LookupAnswer.Unbelieved("is not signed by DNSSEC there, so it is not believed"));
    }

    @Test
    void passesOverDamagedCertificatesAndUnknownNumbers() throws Exception {
        byte[] der = HUGH.certificate().getEncoded();
        network.with(
                HUGHS_NAME,
                true,
                ScriptedNetwork.smimea(3, 0, 0, new byte[] {0x30, 1, 2, 3}),
                ScriptedNetwork.smimea(4, 0, 0, der),
                ScriptedNetwork.smimea(3, 2, 0, der),
                ScriptedNetwork.smimea(3, 0, 3, der),
                ScriptedNetwork.smimea(3, 0, 0, der));

        assertThat(((LookupAnswer.Found) smimea()).certificates()).containsExactly(HUGH.certificate());
        assertThat(((LookupAnswer.Found) smimea()).constraints()).hasSize(2);
    }

    static Stream<Arguments> constraints() throws Exception {
        byte[] der = HUGH.certificate().getEncoded();
        byte[] key = HUGH.certificate().getPublicKey().getEncoded();
        byte[] root = ROOT.certificate().getEncoded();
        return Stream.of(
                arguments("no record", true, List.of()),
                arguments("the certificate", true, List.of(record(3, 0, 0, der))),
                arguments("its SHA-256", true, List.of(record(1, 0, 1, sha("SHA-256", der)))),
                arguments("its key's SHA-512", true, List.of(record(3, 1, 2, sha("SHA-512", key)))),
                arguments("its key", true, List.of(record(3, 1, 0, key))),
                arguments("its authority", true, List.of(record(2, 0, 0, root))),
                arguments("its authority's SHA-256", true, List.of(record(0, 0, 1, sha("SHA-256", root)))),
                arguments(
                        "one of two",
                        true,
                        List.of(record(3, 1, 1, new byte[32]), record(3, 1, 1, sha("SHA-256", key)))),
                arguments("another key", false, List.of(record(3, 1, 1, new byte[32]))),
                arguments(
                        "another authority",
                        false,
                        List.of(record(2, 0, 0, OTHER_ROOT.certificate().getEncoded()))),
                arguments("its key as if of an authority", false, List.of(record(2, 1, 0, key))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("constraints")
    void allowsACertificateThatOneOfTheRecordsIsAbout(String what, boolean allowed, List<SmimeaRecord> records) {
        Authorities authorities = Authorities.of(List.of(ROOT.certificate(), OTHER_ROOT.certificate()));

        assertThat(new SmimeaConstraints(records).allow(HUGH.certificate(), authorities, Instant.now()))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "bo@clinic.example, bo.clinic.example. clinic.example.",
        "bo.ray@clinic.example, bo.ray.clinic.example. bo\\.ray.clinic.example. clinic.example.",
        "bo+x@clinic.example, bo\\043x.clinic.example. clinic.example."
    })
    void asksForTheMailboxBeforeItsDomain(String address, String names) throws Exception {
        assertThat(CertLookup.names(mailbox(address)))
                .containsExactlyElementsOf(
                        Stream.of(names.split(" ")).map(DnsLookupsTest::dnsName).toList());
    }

    @Test
    void findsCertificatesOfTheMailboxAndDoesNotAskForItsDomainThen() throws Exception {
        network.with(
                "hugh.example.com.",
                false,
                cert(CERTRecord.PKIX, HUGH.certificate().getEncoded()));

        assertThat(((LookupAnswer.Found) cert()).certificates()).containsExactly(HUGH.certificate());
        assertThat(network.asked()).containsExactly("hugh.example.com. CERT");
    }

    @Test
    void findsThoseOfTheDomainAndFollowsNoAddressInARecord() throws Exception {
        network.with("hugh.example.com.", false, cert(4, "http://inside.example/".getBytes("US-ASCII")));
        network.with(
                "example.com.", false, cert(CERTRecord.PKIX, HUGH.certificate().getEncoded()));

        assertThat(((LookupAnswer.Found) cert()).certificates()).containsExactly(HUGH.certificate());
    }

    @Test
    void saysWhenThereIsNoneOrNoAnswer() throws Exception {
        assertThat(cert()).isEqualTo(LookupAnswer.none(ScriptedNetwork.TTL));
        assertThat(smimea()).isEqualTo(LookupAnswer.none(ScriptedNetwork.TTL));

        network.with("hugh.example.com.", Type.CERT, new DnsReply.Failed());
        network.with(HUGHS_NAME, Type.SMIMEA, new DnsReply.Failed());
        assertThat(cert()).isEqualTo(new LookupAnswer.Failed("gave no answer"));
        assertThat(smimea()).isEqualTo(new LookupAnswer.Failed("gave no answer that DNSSEC proves"));
    }

    @Test
    void takesNoMoreThanTwentyCertificates() throws Exception {
        CERTRecord[] many = Stream.generate(
                        () -> TestCertificate.of("CN=x", "hugh@example.com").issue())
                .limit(30)
                .map(one -> cert(CERTRecord.PKIX, encoded(one)))
                .toArray(CERTRecord[]::new);
        network.with("hugh.example.com.", false, many);

        assertThat(((LookupAnswer.Found) cert()).certificates()).hasSize(20);
    }

    private LookupAnswer smimea() throws InvalidMailboxException {
        return new SmimeaLookup(network).find(mailbox("hugh@example.com"));
    }

    private LookupAnswer cert() throws InvalidMailboxException {
        return new CertLookup(network).find(mailbox("hugh@example.com"));
    }

    private static CERTRecord cert(int type, byte[] octets) {
        return new CERTRecord(Name.root, DClass.IN, 600, type, 0, 0, octets);
    }

    private static SmimeaRecord record(int usage, int selector, int matching, byte[] data) {
        return SmimeaRecord.of(ScriptedNetwork.smimea(usage, selector, matching, data))
                .orElseThrow();
    }

    private static byte[] sha(String algorithm, byte[] octets) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(octets);
    }

    private static byte[] encoded(TestIdentity identity) {
        try {
            return identity.certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Name dnsName(String text) {
        return Name.fromConstantString(text);
    }

    private static Mailbox mailbox(String address) throws InvalidMailboxException {
        return Mailbox.parse(address);
    }
}
