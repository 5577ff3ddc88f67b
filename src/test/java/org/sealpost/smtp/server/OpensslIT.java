package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener's TLS as openssl sees it. */
class OpensslIT {

    /** Lets openssl itself speak what is too old, so that it is the listener who refuses. */
    private static final String ANYTHING = "DEFAULT@SECLEVEL=0";

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Path certificate = folder.resolve("smtp.crt");
        Path key = folder.resolve("smtp.key");
        SelfSignedCertificate.createIfMissing(certificate, key, "mail.practice.example");
        ServerTls tls = ServerTls.load(certificate, key);
        fixture.start(settings -> settings.withTls(tls).withTlsPort(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void speaksWhatIsCurrentOnBothPorts_RFC_8996(String version) throws Exception {
        String handshake = "New, TLSv1." + version.charAt(version.length() - 1);
        assertThat(startTls(version)).contains(handshake, "221 2.0.0 Goodbye");
        assertThat(implicitTls(version)).contains(handshake, "221 2.0.0 Goodbye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void refusesWhatIsOldOnBothPorts_RFC_8996(String version) throws Exception {
        assertThat(startTls(version, "-cipher", ANYTHING))
                .contains("alert protocol version")
                .doesNotContain("Goodbye");
        assertThat(implicitTls(version, "-cipher", ANYTHING))
                .contains("alert protocol version")
                .doesNotContain("Goodbye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void resumesASession(String version) throws Exception {
        String session = folder.resolve("session.pem").toString();
        assertThat(startTls(version, "-sess_out", session)).contains("New, TLSv1");
        assertThat(startTls(version, "-sess_in", session)).contains("Reused, TLSv1", "221 2.0.0 Goodbye");
        assertThat(implicitTls(version, "-sess_in", session)).contains("Reused, TLSv1", "221 2.0.0 Goodbye");
    }

    private String startTls(String... options) throws Exception {
        return client(
                List.of(
                        "-starttls",
                        "smtp",
                        "-connect",
                        "127.0.0.1:" + fixture.server().port()),
                options);
    }

    private String implicitTls(String... options) throws Exception {
        int port = fixture.server().tlsPort().orElseThrow();
        return client(List.of("-connect", "127.0.0.1:" + port), options);
    }

    /** What openssl printed while it said QUIT, until the listener closed. */
    private String client(List<String> target, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-crlf", "-ign_eof"));
        command.addAll(target);
        command.addAll(List.of(options));
        Path typed = Files.writeString(folder.resolve("typed"), "QUIT\n");
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(typed.toFile())
                .redirectOutput(printed.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(printed, StandardCharsets.ISO_8859_1);
    }
}
