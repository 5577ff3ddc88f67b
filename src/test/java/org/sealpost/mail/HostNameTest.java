package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "Mail.Practice.Example, mail.practice.example",
        "localhost, localhost",
        "praxis-müller.example, xn--praxis-mller-klb.example",
        "[10.0.0.5], [10.0.0.5]",
        "[IPv6:2001:db8::5], [IPv6:2001:db8::5]"
    })
    void isADomainInAsciiOrAnAddressLiteral_RFC_5321_4_1_3(String chosen, String name) throws Exception {
        assertThat(HostName.parse(chosen)).isEqualTo(name);
        assertThat(HostName.of(Optional.of(chosen))).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mail gate", "mail_gate.example", "10.0.0.5", "[10.0.0]", "[2001:db8::5]", "[IPv6:10.0.0.5]", ""
            })
    void anythingElseIsNone(String chosen) {
        assertThatThrownBy(() -> HostName.parse(chosen)).isInstanceOf(InvalidMailboxException.class);
    }

    @ParameterizedTest
    @CsvSource({"gateway.practice.example, gateway.practice.example", "10.0.0.5, [10.0.0.5]", "PRACTICE_PC, [10.0.0.5]"
    })
    void aMachineWhoseNameIsNoDomainIsKnownByItsAddress(String name, String known) {
        assertThat(HostName.of(name, InetAddress.ofLiteral("10.0.0.5"))).isEqualTo(known);
    }

    /** As devices on the practice's own network have them. */
    @Test
    void anAddressLiteralHasNoZone_RFC_5321_4_1_3() throws Exception {
        byte[] octets = InetAddress.ofLiteral("fe80::1:2:3:4").getAddress();
        assertThat(AddressLiteral.of(Inet6Address.getByAddress("scanner", octets, 2)))
                .isEqualTo("[IPv6:fe80:0:0:0:1:2:3:4]");
        assertThat(AddressLiteral.of(InetAddress.ofLiteral("192.0.2.7"))).isEqualTo("[192.0.2.7]");
    }
}
