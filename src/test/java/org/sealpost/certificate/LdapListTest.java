package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.AddressBlock;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;

/** CRLs in a directory that a certificate names, played by UnboundID's. */
@Timeout(60)
class LdapListTest {

    private static final Instant NOW = Instant.now();
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private static final TestIdentity ROOT =
            SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();
    private static final byte[] LIST = SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN, 7);
    private static final String ENTRY = "cn=Root CA,dc=ca,dc=example";

    private static InMemoryDirectoryServer directory;

    @BeforeAll
    static void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=ca,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("clear", InetAddress.getByName("127.0.0.1"), 0, null));
        directory = new InMemoryDirectoryServer(config);
        directory.add(new Entry("dc=ca,dc=example", new Attribute("objectClass", "domain")));
        directory.add(new Entry(
                ENTRY,
                new Attribute("objectClass", "cRLDistributionPoint"),
                new Attribute("userPassword", "secret"),
                new Attribute("certificateRevocationList;binary", LIST)));
        directory.add(new Entry("cn=empty,dc=ca,dc=example", new Attribute("objectClass", "device")));
        directory.startListening();
    }

    @AfterAll
    static void stop() {
        directory.shutDown(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?certificateRevocationList",
                "?certificateRevocationList;binary?base?(objectClass=cRLDistributionPoint)",
                "?CERTIFICATErevocationlist;binary?sub?(cn=*)",
                ""
            })
    void readsTheListOfTheEntryThatTheUrlNames(String rest) throws Exception {
        assertThat(list().get(url("cn=Root%20CA,dc=ca,dc=example" + rest), RevocationList.MOST_OCTETS))
                .isEqualTo(LIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn=Root%20CA,dc=ca,dc=example?userPassword | its LDAP URL asks for no CRL",
                "cn=Root%20CA,dc=ca,dc=example?certificateRevocationList,cn | its LDAP URL asks for no CRL",
                "cn=Root%20CA,dc=ca,dc=example?deltaRevocationList | ca.example has no such CRL",
                "cn=empty,dc=ca,dc=example?certificateRevocationList | ca.example has no such CRL",
                "dc=ca,dc=example?certificateRevocationList?sub | ca.example has no such CRL",
                "cn=nobody,dc=ca,dc=example | ca.example refused (no such object)",
                "no-name | its LDAP URL cannot be read"
            })
    void saysWhatStandsAgainstOne(String place, String why) {
        assertThatThrownBy(() -> list().get(url(place), RevocationList.MOST_OCTETS))
                .isInstanceOf(RevocationUnknownException.class)
                .hasMessage(why);
    }

    @Test
    void readsNoMoreThanItWants() {
        assertThatThrownBy(() -> list().get(url("cn=Root%20CA,dc=ca,dc=example"), 100))
                .isInstanceOf(RevocationUnknownException.class);
    }

    @Test
    void aDirectoryThatDripsIsHungUpOn() throws Exception {
        try (DrippingServer slow = new DrippingServer(new byte[] {0x30, 0x70})) {
            long before = System.nanoTime();

            assertThatThrownBy(() -> list(slow.port(), Duration.ofMillis(500))
                            .get(URI.create("ldap://ca.example:" + slow.port() + "/dc=x"), 4096))
                    .isInstanceOf(RevocationUnknownException.class)
                    .hasMessage("ca.example did not answer in time");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(slow.wasHungUpOn()).isTrue();
        }
    }

    /** Whole: a certificate that names nothing but a directory. */
    @ParameterizedTest
    @CsvSource({"8, usable", "7, revoked"})
    void aCertificateIsJudgedByTheListInItsDirectory(int serial, String expected) throws Exception {
        TestIdentity bo = SampleCertificate.of("CN=Bo", BEGIN, END)
                .by(ROOT)
                .addresses("bo@patient.example")
                .serial(serial)
                .list(url("cn=Root%20CA,dc=ca,dc=example?certificateRevocationList?base")
                        .toString())
                .issue();
        TrustAnchors anchors =
                TrustAnchors.none().with(List.of(new TrustedAuthority(ROOT.certificate(), Optional.empty())));
        Revocations revocations = new Revocations(new PlacesFetch(Fetch.NOBODY, list()), Runnable::run);
        CertificateChoice choice = new CertificateChooser(new CertificateCheck(
                        practice -> new PracticeTrust(anchors, GivenLists.none()),
                        revocations,
                        RevocationPolicy.REQUIRED,
                        Duration.ofSeconds(2)))
                .choose(
                        new PracticeId("sample"),
                        List.of(new HeldCertificate(bo.certificate(), false, Optional.empty())),
                        Authorities.of(List.of()),
                        Mailbox.parse("bo@patient.example"),
                        NOW);

        assertThat(
                        choice.usable().isPresent()
                                ? "usable"
                                : choice.refused().getFirst().reason())
                .startsWith(expected);
    }

    private static URI url(String place) {
        return URI.create("ldap://ca.example:" + directory.getListenPort() + "/" + place);
    }

    /** One that may ask the directory of this test. */
    private static LdapList list() {
        return list(directory.getListenPort(), Duration.ofSeconds(5));
    }

    private static LdapList list(int port, Duration limit) {
        return new LdapList(
                new FetchGuard(Set.of(port), List.of(AddressBlock.parse("127.0.0.0/8")), host ->
                        new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}),
                limit);
    }
}
