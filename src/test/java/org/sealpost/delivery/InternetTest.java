package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a name from DNS may lead to (CWE-918, RFC 8461 section 10.3). */
class InternetTest {

    private final Internet internet = new Internet(Settings.delivery(Map.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1"
            })
    void insideAddressesAreNoneToFollow(String address) {
        assertThat(internet.mayTakeMail(InetAddress.ofLiteral(address))).isFalse();
        assertThat(internet.mayPublishPolicy(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2606:4700::1", "2a00:1450::1"})
    void publicAddressesAre(String address) {
        assertThat(internet.mayTakeMail(InetAddress.ofLiteral(address))).isTrue();
        assertThat(internet.mayPublishPolicy(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aNetworkOfTheOperatorTakesMailAndPublishesNoPolicy() {
        Internet told = new Internet(
                Settings.delivery(Map.of("sealpost.delivery.internal-networks", "10.1.0.0/16,127.0.0.0/8")));

        assertThat(told.mayTakeMail(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(told.mayTakeMail(InetAddress.ofLiteral("10.2.2.3"))).isFalse();
        assertThat(told.mayPublishPolicy(InetAddress.ofLiteral("10.1.2.3"))).isFalse();
        assertThat(told.isOwn(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
        assertThat(internet.isOwn(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    }

    @Test
    void aNetworkThatIsNoneIsRefused() {
        assertThatThrownBy(() ->
                        new Internet(Settings.delivery(Map.of("sealpost.delivery.internal-networks", "10.0.0.0/33"))))
                .hasMessage(
                        "sealpost.delivery.internal-networks holds '10.0.0.0/33', which is no network as CIDR: correct it.");
    }
}
