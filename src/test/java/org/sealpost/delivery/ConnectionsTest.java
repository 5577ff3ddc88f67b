package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.smtp.client.TlsLevel;

/** A relay that is set wrongly stops the start, in one sentence that says what to do. */
class ConnectionsTest {

    @ParameterizedTest
    @CsvSource({
        "none, NONE",
        "opportunistic, OPPORTUNISTIC",
        "Required, REQUIRED",
        "verified, VERIFIED",
        "dane, VERIFIED",
        "mta-sts, VERIFIED"
    })
    void theRelaysTlsIsTheLeastOfEveryConnection(String setting, TlsLevel least) {
        assertThat(connections(Map.of("sealpost.relay.tls", setting)).least(Destination.Kind.RELAY))
                .isEqualTo(least);
    }

    @Test
    void anUnknownLevelIsRefused() {
        assertThatThrownBy(() -> connections(Map.of("sealpost.relay.tls", "yes")))
                .hasMessage(
                        "sealpost.relay.tls is none of none, opportunistic, required, verified, dane and mta-sts: correct it.");
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> connections(Map.of("sealpost.relay.username", "practice")))
                .hasMessageContaining("set both, or neither");
    }

    @Test
    void aFileOfAuthoritiesThatHoldsNoneIsRefused(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path missing = folder.resolve("missing.pem");

        for (Path file : new Path[] {empty, missing}) {
            assertThatThrownBy(() -> connections(Map.of("sealpost.relay.trust", file.toString())))
                    .hasMessage("sealpost.relay.trust (" + file + ") holds no certificates in PEM: correct it.");
        }
    }

    private static Connections connections(Map<String, String> relay) {
        return new Connections(
                Settings.relay(relay),
                Settings.delivery(Map.of()),
                new RestingDestinations(Settings.delivery(Map.of())),
                Optional.of("sealpost.example"));
    }
}
