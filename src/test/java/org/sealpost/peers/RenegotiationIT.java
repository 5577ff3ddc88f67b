package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.RunningSealpost;

/**
 * A client that asks for one handshake after another within a TLS session costs the server far more than itself
 * (CVE-2011-1473). The packaged program, for the JDK decides it once for a whole process.
 */
class RenegotiationIT {

    private static final int TLS_PORT = FreePort.next();

    @TempDir
    private static Path home;

    private static RunningSealpost gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningSealpost.start(home, Map.of("SEALPOST_SMTP_TLS_PORT", Integer.toString(TLS_PORT)));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cve20111473AClientThatAsksForANewHandshakeIsHungUpOn(boolean implicitTls) throws Exception {
        try (TypedClient client = openssl(implicitTls)) {
            client.type("EHLO client.example", "250 HELP");
            // What openssl takes for an order to itself: a new handshake within the session.
            client.type("R", "RENEGOTIATING");
            client.expect(".*alert (no renegotiation|handshake failure)");
            assertThat(client.end()).as(client.printed()).isNotZero();
        }
    }

    private static TypedClient openssl(boolean implicitTls) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-crlf", "-tls1_2", "-connect"));
        command.addAll(
                implicitTls
                        ? List.of("127.0.0.1:" + TLS_PORT)
                        : List.of("127.0.0.1:" + gateway.smtpPort(), "-starttls", "smtp"));
        TypedClient client = new TypedClient(command);
        client.expect(implicitTls ? "220 " : "250 HELP");
        return client;
    }
}
