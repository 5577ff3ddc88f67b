package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/** OpenLDAP's slapd, with its own schema: what it takes for a certificate, a filter, StartTLS and a naming context. */
@Timeout(120)
class SlapdIT {

    private static final String SUFFIX = "dc=clinic,dc=example";
    private static final Duration CACHE = Duration.ofHours(1);
    private static final LdapQuery QUERY =
            new LdapQuery(List.of("mail"), List.of("userCertificate", "userSMIMECertificate"), Duration.ofSeconds(5));
    private static final TestIdentity BO =
            TestCertificate.of("CN=Bo", "bo@clinic.example").issue();
    private static final TestIdentity CY =
            TestCertificate.of("CN=Cy", "cy@clinic.example").issue();
    private static final TestIdentity SERVER =
            TestCertificate.of("CN=ldap", "localhost").key("RSA-2048").issue();

    @TempDir
    static Path folder;

    private static Process slapd;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = FreePort.next();
        SERVER.write(folder, "server");
        Path data = Files.createDirectory(folder.resolve("data"));
        Path configuration = Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                TLSCertificateFile %1$s/server.pem
                TLSCertificateKeyFile %1$s/server.key
                database mdb
                suffix "%2$s"
                rootdn "cn=admin,%2$s"
                rootpw secret
                directory %3$s
                """.formatted(folder, SUFFIX, data));
        slapd = new ProcessBuilder(
                        "/usr/sbin/slapd",
                        "-d",
                        "0",
                        "-f",
                        configuration.toString(),
                        "-h",
                        "ldap://127.0.0.1:" + port + "/")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(SlapdIT::answers);
        fill();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        slapd.destroy();
        if (!slapd.waitFor(10, TimeUnit.SECONDS)) {
            slapd.destroyForcibly().waitFor();
        }
    }

    @Test
    void findsCertificatesInBothAttributesOverStartTls() throws Exception {
        LdapServer server = new LdapServer(
                "localhost",
                port,
                new LdapServer.Security.StartTls(LdapTls.context(Optional.of(folder.resolve("server.pem")))),
                Optional.of(new LdapServer.Bind("cn=admin," + SUFFIX, "secret")),
                List.of(SUFFIX));
        LdapLookup lookup = new LdapLookup(server, QUERY, CACHE);

        assertThat(lookup.find(Mailbox.parse("Bo@clinic.example")))
                .isEqualTo(new LookupAnswer.Found(List.of(BO.certificate()), List.of(), CACHE));
        assertThat(lookup.find(Mailbox.parse("cy@clinic.example")))
                .isEqualTo(new LookupAnswer.Found(List.of(CY.certificate()), List.of(), CACHE));
        assertThat(lookup.find(Mailbox.parse("nobody@clinic.example")))
                .isInstanceOfSatisfying(
                        LookupAnswer.Found.class,
                        found -> assertThat(found.certificates()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*@clinic.example", "b*", "*", "x)(mail=*", "x)(|(mail=*"})
    void cve20260636AnAddressIsAValueAndNoFilter(String hostile) throws Exception {
        assertThat(QUERY.ask(clear(List.of(SUFFIX)), hostile).all()).isEmpty();
    }

    @Test
    void anEntryThatIsNotThereIsNoFailure() throws Exception {
        assertThat(QUERY.ask(clear(List.of("ou=nowhere," + SUFFIX)), "bo@clinic.example")
                        .all())
                .isEmpty();
    }

    @Test
    void directProjectFindsTheBaseByItself() throws Exception {
        Name host = Name.fromConstantString("ldap.clinic.example.");
        ScriptedNetwork network = new ScriptedNetwork()
                .with("_ldap._tcp.clinic.example.", false, new SRVRecord(Name.root, DClass.IN, 60, 0, 0, port, host))
                .with(host.toString(), false, new ARecord(host, DClass.IN, 60, InetAddress.getByName("127.0.0.1")));

        assertThat(new DirectLdapLookup(network, QUERY, Set.of(port), CACHE).find(Mailbox.parse("bo@clinic.example")))
                .isEqualTo(new LookupAnswer.Found(List.of(BO.certificate()), List.of(), CACHE));
    }

    private static LdapServer clear(List<String> bases) {
        return new LdapServer("127.0.0.1", port, new LdapServer.Security.Clear(), Optional.empty(), bases);
    }

    private static boolean answers() throws Exception {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
            return connection.isConnected();
        }
    }

    private static void fill() throws Exception {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port, "cn=admin," + SUFFIX, "secret")) {
            connection.add(new Entry(
                    SUFFIX,
                    new Attribute("objectClass", "dcObject", "organization"),
                    new Attribute("dc", "clinic"),
                    new Attribute("o", "Clinic")));
            connection.add(person(
                    "bo",
                    new Attribute("userCertificate;binary", BO.certificate().getEncoded())));
            connection.add(person("cy", new Attribute("userSMIMECertificate", signedData())));
        }
    }

    private static Entry person(String uid, Attribute certificate) {
        return new Entry(
                "uid=" + uid + "," + SUFFIX,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", uid),
                new Attribute("cn", uid),
                new Attribute("sn", uid),
                new Attribute("mail", uid + "@clinic.example"),
                certificate);
    }

    private static byte[] signedData() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(CY.certificate())));
        return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
    }
}
