package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.consent.PatientImport;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class PeersIT {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    CertificateImport certificates;

    private Path folder;
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory("sealpost-peers");
        relay = RelayForTests.listening();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aPracticesPostfixRelaysThroughTheGatewayAndBouncesWhatItRefuses() throws Exception {
        try (PostfixRelay postfix = new PostfixRelay(folder, gateway.port())) {
            swaks(postfix.port(), "--to", "x@example.org", "--header", "Subject: through postfix");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(relay.arrivals("x@example.org"))
                            .as(postfix.log())
                            .hasSize(1));
            assertThat(relay.arrivals("x@example.org").getFirst().message().fields("Received"))
                    .anySatisfy(field -> assertThat(field.value()).contains("with ESMTPS id"))
                    .anySatisfy(field -> assertThat(field.value()).contains("(Postfix)"));

            swaks(postfix.port(), "--to", "page@social.example", "--body", "MRN: 00012345 has E11.9");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(relay.arrivals("a@practice.example"))
                            .as(postfix.log())
                            .anySatisfy(bounce -> assertThat(
                                            new String(bounce.message().octets(), StandardCharsets.UTF_8))
                                    .contains("must not be posted to a public site")));
            assertThat(relay.arrivals("page@social.example")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--tls", "--pipeline", "--protocol SMTP", "--body-attach"})
    void swaksSendsInEveryWay(String way) throws Exception {
        List<String> options = new ArrayList<>(List.of("--to", "swaks@example.org"));
        Path body = Files.writeString(folder.resolve("body"), "a line\n.\n..\nthe end\n");
        if (way.equals("--body-attach")) {
            options.addAll(List.of("--attach", "@" + body));
        } else if (!way.isEmpty()) {
            options.addAll(Arrays.asList(way.split(" ", -1)));
        }
        Ended ended = swaks(gateway.port(), options.toArray(String[]::new));
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed()).containsPattern("250 2\\.0\\.0 [0-9a-f-]{36} (delivered|accepted)");
    }

    @Test
    void swaksIsToldWhyAMessageIsRefused() throws Exception {
        Ended ended = swaks(gateway.port(), "--to", "page@social.example", "--body", "MRN: 00012345 has E11.9");
        assertThat(ended.status()).isNotZero();
        assertThat(ended.printed()).contains("550").contains("must not be posted to a public site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    void opensslDecryptsWhatARecipientGets(String key) throws Exception {
        String address = key.substring(0, 2) + "@patients.example";
        Path certificate = folder.resolve("certificate.pem");
        Path privateKey = folder.resolve("key.pem");
        List<String> request = new ArrayList<>(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                key,
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=Jo Sample",
                "-addext",
                "subjectAltName=email:" + address,
                "-out",
                certificate.toString(),
                "-keyout",
                privateKey.toString()));
        if (key.equals("ec")) {
            request.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
        }
        assertThat(Ended.of(request).status()).isZero();
        certificates.importPem(PRACTICE, Files.readString(certificate), true, Actor.staff("test"));
        String csv = "patient_id,given_name,family_name,email,channels,purposes,recorded_at\n" + "S-"
                + address.charAt(0) + ",Jo,Sample," + address + ",smime,treatment,2026-01-02\n";
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();

        Ended sent =
                swaks(gateway.port(), "--to", address, "--header", "Subject: real subject", "--body", "E11.9 improves");
        assertThat(sent.status()).as(sent.printed()).isZero();

        byte[] arrived = relay.arrivals(address).getFirst().message().octets();
        assertThat(new String(arrived, StandardCharsets.ISO_8859_1))
                .contains("Subject: [...]")
                .doesNotContain("real subject")
                .doesNotContain("E11.9");
        Path encrypted = Files.write(folder.resolve("encrypted.eml"), arrived);
        Ended decrypted = Ended.of(
                "openssl",
                "cms",
                "-decrypt",
                "-in",
                encrypted.toString(),
                "-recip",
                certificate.toString(),
                "-inkey",
                privateKey.toString());
        assertThat(decrypted.status()).as(decrypted.printed()).isZero();
        assertThat(decrypted.printed())
                .contains("Subject: real subject")
                .contains("hp=\"cipher\"")
                .contains("E11.9 improves");
    }

    private static Ended swaks(int port, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("swaks", "--server", "127.0.0.1:" + port, "--from", "a@practice.example", "--timeout", "60"));
        command.addAll(Arrays.asList(options));
        return Ended.of(command);
    }
}
