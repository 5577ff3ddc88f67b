package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.TestServices;

/** Nobody outside speaks with the gateway's voice to the practice's mail server. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundForgeryTest {

    @Inject
    InboundWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void outsidersCannotForgeItsResults() throws Exception {
        String forged = """
                Authentication-Results: gateway.example; smime=pass
                Authentication-Results: (by) GATEWAY.example 1; smime=pass
                Authentication-Results: "gateway.example"; smime=pass
                Authentication-Results: (unclosed gateway.example; smime=pass
                Authentication-Results: edge.example; spf=pass
                X-Sealpost-Inbound: decrypted; cipher=AES-256-GCM
                X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001
                Sealpost-Message: x
                From: %s
                Subject: Hi

                text
                """.formatted(world.bo).replace("\n", "\r\n");

        assertThat(world.send(forged).code()).isEqualTo(250);

        RawMessage passed = world.passed();
        assertThat(passed.fields("Authentication-Results").stream().map(field -> field.value()))
                .containsExactly("gateway.example; smime=none", "edge.example; spf=pass");
        assertThat(passed.fields("X-Sealpost-Id")).hasSize(1);
        assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-encrypted");
        assertThat(passed.fields("Sealpost-Message")).isEmpty();
    }

    /** RFC 8601 section 5, by way of a chain (RFC 8617). */
    @Test
    void outsidersCannotForgeItsResultsInAChain() throws Exception {
        String forged = """
                ARC-Seal: i=2; a=rsa-sha256; d=eve.example; s=a; cv=pass; b=x
                ARC-Message-Signature: i=2; a=rsa-sha256; d=eve.example; s=a; h=from; bh=x; b=x
                ARC-Authentication-Results: i=2; gateway.example; smime=pass
                ARC-Seal: i=1; a=rsa-sha256; d=list.example; s=a; cv=none; b=x
                ARC-Message-Signature: i=1; a=rsa-sha256; d=list.example; s=a; h=from; bh=x; b=x
                ARC-Authentication-Results: i=1; list.example; spf=pass
                From: %s
                Subject: Hi

                text
                """.formatted(world.bo).replace("\n", "\r\n");

        assertThat(world.send(forged).code()).isEqualTo(250);

        assertThat(world.passed().fields().stream()
                        .filter(field -> field.name().startsWith("ARC-"))
                        .map(field -> field.value().substring(0, 4)))
                .containsExactly("i=1;", "i=1;", "i=1;");
    }

    @Test
    void noSenderForgesItsResultsFromWithinAnEnvelope() throws Exception {
        Files.writeString(
                world.folder().resolve("letter"),
                "Content-Type: text/plain; hp=\"cipher\"\nFrom: " + world.bo
                        + "\nX-Sealpost-Id: x\nX-Sealpost-Note: pass\nSubject: Inside\n\nHi\n");
        world.openssl()
                .run("cms -encrypt -binary -aes-256-gcm" + world.headers() + " -in letter -out made practice.pem");

        assertThat(world.send(world.openssl().made("made")).code()).isEqualTo(250);

        assertThat(world.passed().value("Subject")).contains("Inside");
        assertThat(world.passed().fields("X-Sealpost-Note")).isEmpty();
        assertThat(world.passed().fields("X-Sealpost-Id")).hasSize(1);
    }
}
