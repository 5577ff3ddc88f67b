package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token alone takes no key along. */
class BackupAccessTest {

    @ParameterizedTest(name = "{0}, from {1}, through a proxy {2}: {3}")
    @CsvSource({
        "LOOPBACK, 127.0.0.1,  false, true",
        "LOOPBACK, ::1,        false, true",
        "LOOPBACK, 127.0.0.1,  true,  false",
        "LOOPBACK, 192.0.2.7,  false, false",
        "LOOPBACK, 10.0.0.7,   false, false",
        "OFF,      127.0.0.1,  false, false",
        "ANYWHERE, 192.0.2.7,  true,  true"
    })
    void saysWhoMay(BackupAccess access, String from, boolean forwarded, boolean may) throws Exception {
        assertThat(access.allows(InetAddress.getByName(from), forwarded)).isEqualTo(may);
    }

    @Test
    void isThisMachineWhenNothingIsSet() {
        assertThat(TestKeySettings.of(Map.of()).backup()).isEqualTo(BackupAccess.LOOPBACK);
        assertThat(TestKeySettings.of(Map.of("sealpost.keys.backup", "off")).backup())
                .isEqualTo(BackupAccess.OFF);
    }
}
