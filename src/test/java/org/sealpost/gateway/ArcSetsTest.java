package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/** No chain of others says what only this gateway may say (RFC 8601 section 5, RFC 8617). */
class ArcSetsTest {

    private static final String SEAL = "ARC-Seal: i=1; a=rsa-sha256; d=forwarder.example; s=a; t=1; cv=none; b=x\r\n";
    private static final String SIGNATURE =
            "ARC-Message-Signature: a=rsa-sha256; d=forwarder.example; s=a;\r\n i=1; h=from; bh=x; b=x\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i=1; gateway.example; smime=pass",
                "i = 1 ; GateWay.Example 1; smime=pass",
                "(c) i=1; (by) \"gateway.example\"; smime=pass",
                "i=01; gateway.example; smime=pass",
                "i=1 gateway.example; smime=pass",
                "i=1;; smime=pass",
                "i=1",
                "i=1; =?utf-8?q?gateway.example?=; smime=pass",
                "i=1; gateway.example.; smime=pass",
                "i=1; (never closed gateway.example; smime=pass"
            })
    void aSetThatCouldBeTakenForOursGoesAsAWhole(String results) {
        RawMessage message = message("ARC-Authentication-Results: " + results + "\r\n" + SEAL + SIGNATURE);

        assertThat(ArcSets.claiming(message.fields(), "gateway.example"))
                .extracting(HeaderField::name)
                .containsExactlyInAnyOrder("ARC-Authentication-Results", "ARC-Seal", "ARC-Message-Signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i=1; forwarder.example; spf=pass smtp.mailfrom=a@gateway.example",
                "i=1; forwarder.example (gateway.example); dkim=pass header.i=@gateway.example",
                "i=1; gateway.example.org; none",
                "i=1; x.gateway.example; none"
            })
    void aSetOfAnotherStaysWhole(String results) {
        RawMessage message = message("ARC-Authentication-Results: " + results + "\r\n" + SEAL + SIGNATURE);

        assertThat(ArcSets.claiming(message.fields(), "gateway.example")).isEmpty();
    }

    @Test
    void ofAChainOnlyTheSetsThatClaimGo() {
        RawMessage message = message("ARC-Seal: i=2; d=a.example; cv=pass; b=x\r\n"
                + "ARC-Message-Signature: i=2; d=a.example; b=x\r\n"
                + "ARC-Authentication-Results: i=2; gateway.example; smime=pass\r\n"
                + SEAL + SIGNATURE + "ARC-Authentication-Results: i=1; forwarder.example; spf=pass\r\n"
                + "ARC-Seal: i=12; d=a.example; b=x\r\n");

        assertThat(ArcSets.claiming(message.fields(), "gateway.example"))
                .hasSize(3)
                .allSatisfy(field -> assertThat(field.value()).startsWith("i=2;"));
    }

    /** It has no number, so nothing belongs to it. */
    @Test
    void resultsWithoutANumberGoAlone() {
        RawMessage message = message("ARC-Authentication-Results: gateway.example; smime=pass\r\n" + SEAL + SIGNATURE);

        assertThat(ArcSets.claiming(message.fields(), "gateway.example"))
                .extracting(HeaderField::name)
                .containsExactly("ARC-Authentication-Results");
    }

    private static RawMessage message(String fields) {
        return RawMessage.of((fields + "Authentication-Results: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
