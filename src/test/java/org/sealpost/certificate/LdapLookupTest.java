package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** LDAP servers, those of the settings and those that a domain names, played by UnboundID's. */
@Timeout(60)
class LdapLookupTest {

    private static final String BASE = "ou=people,dc=clinic,dc=example";
    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final Duration CACHE = Duration.ofHours(1);
    private static final TestIdentity BO =
            TestCertificate.of("CN=Bo", "bo@clinic.example").issue();
    private static final TestIdentity CY =
            TestCertificate.of("CN=Cy", "cy@clinic.example").issue();
    private static final TestIdentity DOMAIN =
            TestCertificate.of("CN=clinic", "clinic.example").issue();
    private static final TestIdentity SERVER =
            TestCertificate.of("CN=ldap", "localhost").issue();

    @TempDir
    static Path folder;

    private static InMemoryDirectoryServer ldap;
    private static Path trust;

    @BeforeAll
    static void start() throws Exception {
        trust = Files.writeString(folder.resolve("ldap.pem"), SERVER.pem());
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=clinic,dc=example");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=reader", "secret");
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("clear", loopback, 0, tls().getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig("tls", loopback, 0, tls().getServerSocketFactory(), null));
        ldap = new InMemoryDirectoryServer(config);
        ldap.add(new Entry("dc=clinic,dc=example", new Attribute("objectClass", "domain")));
        ldap.add(new Entry(BASE, new Attribute("objectClass", "organizationalUnit")));
        add(
                "bo",
                "bo@clinic.example",
                "userCertificate;binary",
                BO.certificate().getEncoded());
        add("cy", "cy@clinic.example", "userSMIMECertificate;binary", signedData(CY));
        add(
                "broken",
                "broken@clinic.example",
                "userCertificate",
                new byte[] {1, 2, 3},
                CY.certificate().getEncoded());
        add(
                "clinic",
                "clinic.example",
                "userCertificate;binary",
                DOMAIN.certificate().getEncoded());
        ldap.startListening();
    }

    @AfterAll
    static void stop() {
        ldap.shutDown(true);
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                arguments("in clear", settings("url", "ldap://127.0.0.1:" + port("clear"))),
                arguments("ldaps", settings("url", "ldaps://localhost:" + port("tls"), "trust", trust)),
                arguments(
                        "StartTLS, signed in",
                        settings(
                                "url",
                                "ldap://localhost:" + port("clear"),
                                "trust",
                                trust,
                                "startTls",
                                true,
                                "bindDn",
                                "cn=reader",
                                "password",
                                "secret")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void findsCertificatesInEitherAttribute(String how, CertificateSettings.Ldap settings) throws Exception {
        LdapLookup lookup = lookup(settings);

        assertThat(lookup.find(Mailbox.parse("Bo@Clinic.example")))
                .isEqualTo(new LookupAnswer.Found(List.of(BO.certificate()), List.of(), CACHE));
        assertThat(lookup.find(Mailbox.parse("cy@clinic.example")))
                .isEqualTo(new LookupAnswer.Found(List.of(CY.certificate()), List.of(), CACHE));
        assertThat(lookup.find(Mailbox.parse("nobody@clinic.example")))
                .isEqualTo(LookupAnswer.none(Duration.ofMinutes(10)));
    }

    @Test
    void passesOverADamagedValue() throws Exception {
        assertThat(((LookupAnswer.Found) clear().find(Mailbox.parse("broken@clinic.example"))).certificates())
                .containsExactly(CY.certificate());
    }

    /** CVE-2026-0636, CWE-90: there an address became a part of the filter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*@clinic.example",
                "b*@clinic.example",
                "bo*",
                "*",
                "bo@clinic.example)(mail=*",
                "\\2a@clinic.example"
            })
    void cve20260636AnAddressIsAValueAndNoFilter(String hostile) throws Exception {
        LdapQuery query = new LdapQuery(List.of("mail", "uid"), List.of("userCertificate"), BUDGET);

        assertThat(query.ask(LdapServer.of(clearSettings()), hostile).all()).isEmpty();
        assertThat(query.filter(hostile).getComponents())
                .allSatisfy(one -> assertThat(one.getAssertionValue()).isEqualTo(hostile));
    }

    @Test
    void aServerOfAnotherNameOrWithoutTrustIsNotAsked() throws Exception {
        assertThat(lookup(settings("url", "ldaps://127.0.0.1:" + port("tls"), "trust", trust))
                        .find(bo()))
                .isInstanceOf(LookupAnswer.Failed.class);
        assertThat(lookup(settings("url", "ldaps://localhost:" + port("tls"))).find(bo()))
                .isInstanceOf(LookupAnswer.Failed.class);
        assertThat(lookup(settings("url", "ldap://127.0.0.1:" + port("clear"), "startTls", true, "trust", trust))
                        .find(bo()))
                .isInstanceOf(LookupAnswer.Failed.class);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAndRests() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            LdapLookup lookup = new LdapLookup(
                    LdapServer.of(settings("url", "ldap://127.0.0.1:" + silent.getLocalPort())),
                    new LdapQuery(List.of("mail"), List.of("userCertificate"), Duration.ofMillis(300)),
                    CACHE);
            long start = System.nanoTime();

            assertThat(lookup.find(bo())).isInstanceOf(LookupAnswer.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(lookup.find(bo())).isEqualTo(new LookupAnswer.Failed("gave no answer a moment ago"));
        }
    }

    /** The beginning of an answer, or of a TLS handshake, whose octets come one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"ldap", "ldaps"})
    void aServerThatSendsAnOctetNowAndThenIsHungUpOn(String scheme) throws Exception {
        byte[] beginning = scheme.equals("ldap")
                ? new byte[] {0x30, (byte) 0x82, 0x40, 0, 0x02, 0x01, 0x01, 0x64, (byte) 0x82, 0x3f, (byte) 0xf9}
                : new byte[] {22, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0};
        try (DrippingServer dripping = new DrippingServer(beginning)) {
            LdapLookup lookup = new LdapLookup(
                    LdapServer.of(settings("url", scheme + "://127.0.0.1:" + dripping.port(), "trust", trust)),
                    new LdapQuery(List.of("mail"), List.of("userCertificate"), Duration.ofMillis(500)),
                    CACHE);
            long start = System.nanoTime();

            assertThat(lookup.find(bo())).isEqualTo(new LookupAnswer.Failed("gave no answer that can be read in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(dripping.wasHungUpOn()).isTrue();
        }
    }

    /** Neither more entries than were asked for, nor more octets than certificates have, whatever a server sends. */
    @ParameterizedTest
    @CsvSource({"11, 1", "1, 1200000"})
    void aServerThatSendsMoreThanWasAskedForIsNotListenedTo(int entries, int octets) throws Exception {
        List<SearchResultEntry> all = IntStream.range(0, entries)
                .mapToObj(i -> new SearchResultEntry(
                        "uid=bo" + i + "," + BASE,
                        List.of(
                                new Attribute("userCertificate", encoded(BO)),
                                new Attribute("userSMIMECertificate", new byte[octets]))))
                .toList();
        LDAPListener listener = new LDAPListener(new LDAPListenerConfig(
                0, new CannedResponseRequestHandler(ResultCode.SUCCESS, null, null, null, all, null)));
        listener.startListening();
        try {
            assertThat(lookup(settings("url", "ldap://127.0.0.1:" + listener.getListenPort()))
                            .find(bo()))
                    .isInstanceOf(LookupAnswer.Failed.class);
        } finally {
            listener.shutDown(true);
        }
    }

    private static byte[] encoded(TestIdentity identity) {
        try {
            return identity.certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aServerThatIsAwayOrRefusesLeavesItsReason() throws Exception {
        assertThat(lookup(settings("url", "ldap://127.0.0.1:" + FreePort.next()))
                        .find(bo()))
                .isEqualTo(new LookupAnswer.Failed("cannot be reached"));
        assertThat(lookup(settings(
                                "url",
                                "ldaps://localhost:" + port("tls"),
                                "trust",
                                trust,
                                "bindDn",
                                "cn=reader",
                                "password",
                                "wrong"))
                        .find(bo()))
                .isEqualTo(new LookupAnswer.Failed("refused (invalid credentials)"));
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                arguments(settings("url", "http://ldap.example"), "is no address of a server"),
                arguments(settings("url", "ldap.example"), "is no address of a server"),
                arguments(settings("url", "ldap://h/dc=x"), "is no address of a server"),
                arguments(settings("url", "ldap://h", "bindDn", "cn=x"), "go together"),
                arguments(
                        settings("url", "ldap://h", "bindDn", "cn=x", "password", "y"),
                        "the password would be sent in clear"),
                arguments(settings("url", "ldaps://h", "trust", Path.of("missing.pem")), "holds no certificates"));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void refusesWrongSettingsInOneSentence(CertificateSettings.Ldap settings, String why) {
        assertThatThrownBy(() -> LdapServer.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void directProjectAsksTheServerThatTheDomainNamesForTheMailboxThenForTheDomain() throws Exception {
        DirectLdapLookup lookup = direct(domainNames(port("clear")), port("clear"));

        assertThat(((LookupAnswer.Found) lookup.find(bo())).certificates()).containsExactly(BO.certificate());
        assertThat(((LookupAnswer.Found) lookup.find(Mailbox.parse("nobody@clinic.example"))).certificates())
                .containsExactly(DOMAIN.certificate());
    }

    /** CWE-918: whoever publishes the name must not choose what is connected to inside. */
    @Test
    void cwe918NeitherInsideAddressesNorOtherPortsAreConnectedTo() throws Exception {
        try (ServerSocket inside = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            inside.setSoTimeout(200);
            LookupAnswer.Failed refused = new LookupAnswer.Failed("stands where this server does not connect to");

            assertThat(direct(domainNames(inside.getLocalPort()).withNothingPublic(), inside.getLocalPort())
                            .find(bo()))
                    .isEqualTo(refused);
            assertThat(direct(domainNames(inside.getLocalPort()), 389).find(bo()))
                    .isEqualTo(refused);
            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aDomainThatOffersNoLdapHasNone() throws Exception {
        ScriptedNetwork decidedly = new ScriptedNetwork()
                .with("_ldap._tcp.clinic.example.", false, new SRVRecord(Name.root, DClass.IN, 60, 0, 0, 0, Name.root));

        assertThat(direct(decidedly, 389).find(bo())).isEqualTo(LookupAnswer.none(Duration.ofMinutes(10)));
        assertThat(direct(new ScriptedNetwork(), 389).find(bo())).isEqualTo(LookupAnswer.none(ScriptedNetwork.TTL));
        assertThat(direct(
                                new ScriptedNetwork()
                                        .with("_ldap._tcp.clinic.example.", Type.SRV, new DnsReply.Failed()),
                                389)
                        .find(bo()))
                .isEqualTo(new LookupAnswer.Failed("is not known, DNS gave no answer"));
    }

    private static DirectLdapLookup direct(CertificateNetwork network, int port) {
        return new DirectLdapLookup(
                network, new LdapQuery(List.of("mail"), List.of("userCertificate"), BUDGET), Set.of(port), CACHE);
    }

    private static ScriptedNetwork domainNames(int port) throws Exception {
        Name host = Name.fromConstantString("ldap.clinic.example.");
        return new ScriptedNetwork()
                .with("_ldap._tcp.clinic.example.", false, new SRVRecord(Name.root, DClass.IN, 60, 0, 0, port, host))
                .with(host.toString(), false, new ARecord(host, DClass.IN, 60, InetAddress.getByName("127.0.0.1")));
    }

    private static LdapLookup clear() {
        return lookup(clearSettings());
    }

    private static CertificateSettings.Ldap clearSettings() {
        return settings("url", "ldap://127.0.0.1:" + port("clear"));
    }

    private static LdapLookup lookup(CertificateSettings.Ldap settings) {
        return new LdapLookup(
                LdapServer.of(settings),
                new LdapQuery(settings.mailAttributes(), settings.certificateAttributes(), BUDGET),
                CACHE);
    }

    /** Settings by name, and what is left out as in the configuration. */
    private record Settings(Map<String, Object> given) implements CertificateSettings.Ldap {
        @Override
        public String url() {
            return (String) given.get("url");
        }

        @Override
        public boolean startTls() {
            return (boolean) given.getOrDefault("startTls", false);
        }

        @Override
        public String baseDn() {
            return BASE;
        }

        @Override
        public Optional<String> bindDn() {
            return Optional.ofNullable((String) given.get("bindDn"));
        }

        @Override
        public Optional<String> password() {
            return Optional.ofNullable((String) given.get("password"));
        }

        @Override
        public Optional<Path> trust() {
            return Optional.ofNullable((Path) given.get("trust"));
        }

        @Override
        public List<String> mailAttributes() {
            return List.of("mail");
        }

        @Override
        public List<String> certificateAttributes() {
            return List.of("userCertificate", "userSMIMECertificate");
        }
    }

    private static CertificateSettings.Ldap settings(Object... given) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            map.put((String) given[i], given[i + 1]);
        }
        return new Settings(map);
    }

    private static int port(String listener) {
        return ldap.getListenPort(listener);
    }

    private static void add(String uid, String mail, String attribute, byte[]... values) throws Exception {
        ldap.add(new Entry(
                "uid=" + uid + "," + BASE,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("mail", mail),
                new Attribute(attribute, values)));
    }

    private static byte[] signedData(TestIdentity identity) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(identity.certificate())));
        return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
    }

    private static SSLContext tls() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("ldap", SERVER.key(), new char[0], new Certificate[] {SERVER.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Mailbox bo() throws InvalidMailboxException {
        return Mailbox.parse("bo@clinic.example");
    }
}
