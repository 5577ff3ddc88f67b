package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.255.255, true",
        "10.20.0.0/16, 10.21.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1/128, ::1, true",
        "::1/128, ::2, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
    })
    void containsWhatSharesItsPrefix(String network, String address, boolean inside) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @Test
    void takesAnIpv4AddressThatCameMappedIntoIpv6ForWhatItIs() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 10, 0, 0, 1};
        assertThat(Network.parse("10.0.0.0/8").contains(InetAddress.getByAddress(mapped)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0/24",
                "10",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "2001:db8::/129",
                "2001:db8:::/32",
                "::ffff:10.0.0.0/104",
                "fe80::1%eth0/64",
                "localhost",
                "mail.example.org/24",
                " 10.0.0.0/8",
            })
    void refusesWhatIsNoNetworkInOneSentence(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no network: write it as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "192.0.2.129/25", "2001:db8::1/32"})
    void refusesBitsBehindThePrefix(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' has bits behind its prefix: write the network's first address.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::/0"})
    void readsWhatItWrites(String text) {
        Network network = Network.parse(text);
        assertThat(Network.parse(network.toString())).isEqualTo(network);
    }
}
