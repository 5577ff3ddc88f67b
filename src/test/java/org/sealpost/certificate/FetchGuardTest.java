package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.AddressBlock;

/** Which URLs of a certificate are asked: CWE-918, requests to inside addresses. */
class FetchGuardTest {

    private static final Map<String, String> NAMES = Map.of(
            "ca.example", "198.51.100.7",
            "mixed.example", "198.51.100.7,10.0.0.1",
            "inside.example", "10.1.2.3");

    private final FetchGuard guard = new FetchGuard(Set.of(80, 443), List.of(), FetchGuardTest::addresses);

    @Test
    void allowsAPublicAddressAndConnectsToTheOneThatWasChecked() throws Exception {
        assertThat(guard.check(URI.create("http://ca.example/crl/1?x=2")))
                .isEqualTo(new FetchGuard.Allowed(
                        "ca.example", 80, false, "/crl/1?x=2", List.of(InetAddress.ofLiteral("198.51.100.7"))));
        assertThat(guard.check(URI.create("HTTPS://ca.example")))
                .isEqualTo(new FetchGuard.Allowed(
                        "ca.example", 443, true, "/", List.of(InetAddress.ofLiteral("198.51.100.7"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "[fec0::1]",
                "[ff02::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::1]",
                "inside.example",
                "mixed.example"
            })
    void refusesWhatIsNotPublic(String host) {
        assertThatThrownBy(() -> guard.check(URI.create("http://" + host + "/crl")))
                .isInstanceOf(RevocationUnknownException.class)
                .hasMessageEndingWith("has an address that is not allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://ca.example/crl,its URL is no HTTP URL",
        "file:///etc/passwd,its URL is no HTTP URL",
        "ldap://ca.example/cn=crl,its URL is no HTTP URL",
        "gopher://ca.example/crl,its URL is no HTTP URL",
        "http:///crl,its URL names no host",
        "http://user:word@ca.example/crl,its URL names no host",
        "http://ca.example:22/crl,its URL's port 22 is not allowed",
        "http://ca.example:8080/crl,its URL's port 8080 is not allowed",
        "http://nowhere.example/crl,nowhere.example has no address"
    })
    void refusesOtherSchemesPortsAndNames(String url, String why) {
        assertThatThrownBy(() -> guard.check(URI.create(url)))
                .isInstanceOf(RevocationUnknownException.class)
                .hasMessage(why);
    }

    @Test
    void allowsADirectoryAtItsOwnPortOfAPublicAddress() throws Exception {
        assertThat(guard.checkLdap(URI.create("ldap://ca.example/CN=Root?certificateRevocationList"))
                        .addresses())
                .containsExactly(InetAddress.ofLiteral("198.51.100.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "ldap://inside.example/CN=Root,inside.example has an address that is not allowed",
        "ldap://mixed.example/CN=Root,mixed.example has an address that is not allowed",
        "ldap://[::1]/CN=Root,[::1] has an address that is not allowed",
        "ldap://ca.example:80/CN=Root,its URL's port 80 is not allowed",
        "ldap://ca.example:636/CN=Root,its URL's port 636 is not allowed",
        "ldap:///CN=Root,its URL names no host",
        "ldaps://ca.example/CN=Root,its URL is no LDAP URL",
        "http://ca.example/CN=Root,its URL is no LDAP URL"
    })
    void refusesADirectoryElsewhere(String url, String why) {
        assertThatThrownBy(() -> guard.checkLdap(URI.create(url)))
                .isInstanceOf(RevocationUnknownException.class)
                .hasMessage(why);
    }

    @Test
    void allowsWhatTheOperatorNamed() throws Exception {
        FetchGuard wider = new FetchGuard(
                Set.of(80, 8080), AddressBlock.ofSetting("x", "10.0.0.0/8, 127.0.0.0/8"), FetchGuardTest::addresses);

        assertThat(wider.check(URI.create("http://inside.example:8080/crl")).port())
                .isEqualTo(8080);
        assertThat(wider.check(URI.create("http://127.0.0.1/crl")).host()).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> wider.check(URI.create("http://192.168.1.1/crl")))
                .isInstanceOf(RevocationUnknownException.class);
    }

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        if (host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0))) {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        }
        String known = NAMES.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        return Arrays.stream(known.split(",")).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
