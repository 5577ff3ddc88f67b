package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Domain;
import org.sealpost.mail.RawMessage;

class AuthenticationResultsTest {

    /** RFC 8601 section 5: what could be read as ours is removed, however it is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.example; smime=pass",
                "GateWay.Example; smime=pass",
                "gateway.example 1; smime=pass",
                "(a (nested) \\) comment) gateway.example(x) ; smime=pass",
                "\"gateway.example\"; smime=pass",
                "\"gateway\\.example\"; smime=pass",
                "\"gate\\way.example\"; smime=pass",
                "\" gateway.example\"; smime=pass",
                "gateway.example.; smime=pass",
                "gateway.example/1; smime=pass",
                "gateway.example,1; smime=pass",
                "gateway . example; smime=pass",
                "gatew\u00e4y.example; smime=pass",
                "\r\n gateway.example;\r\n\tsmime=pass",
                "gateway.example",
                "(never closed gateway.example; smime=pass",
                "\"gateway.example; smime=pass",
                ") gateway.example; smime=pass",
                "; smime=pass",
                "gateway\\.example; smime=pass",
                "=?utf-8?q?gateway.example?=; smime=pass",
                "=?utf-8?b?Z2F0ZXdheS5leGFtcGxl?=; smime=pass",
                "<gateway.example>; smime=pass",
                "[gateway.example]; smime=pass",
                "@gateway.example; smime=pass",
                "gateway%2Eexample; smime=pass",
                ""
            })
    void whatCouldBeReadAsOursClaimsToBe(String value) {
        assertThat(AuthenticationResults.claims(message(value).fields().getFirst(), "Gateway.example"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edge.example; smime=pass",
                "edge.example (gateway.example); smime=pass",
                "edge.example; smime=pass reason=\"gateway.example; smime=pass\"",
                "gateway.example.org; none",
                "x.gateway.example; none",
                "spf=pass (sender is 192.0.2.1) smtp.mailfrom=edge.example; dkim=none"
            })
    void anothersIsLeftAlone(String value) {
        assertThat(AuthenticationResults.claims(message(value).fields().getFirst(), "gateway.example"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            edge.example; dmarc=pass header.from=patient.example                       | patient.example
            EDGE.example 1; spf=fail; DMARC = Pass (p=none) header.from = Patient.Example | patient.example
            edge.example; dmarc=pass reason="ok; yes" header.from=patient.example      | patient.example
            edge.example; dmarc=fail header.from=patient.example                       | none
            edge.example; dmarc=pass                                                   | none
            edge.example; spf=pass header.from=patient.example                         | none
            edge.example; spf=fail reason="dmarc=pass header.from=patient.example"     | none
            edge.example; spf=fail (; dmarc=pass header.from=patient.example)          | none
            edge.example; spf=fail reason="; dmarc=pass header.from=patient.example"   | none
            edge.example; none                                                         | none
            eve.example; dmarc=pass header.from=patient.example                        | none
            """)
    void believesTheEdgeAndNobodyElse(String value, String domain) {
        assertThat(AuthenticationResults.dmarcPass(message(value), Set.of("edge.example"))
                        .map(Domain::name)
                        .orElse("none"))
                .isEqualTo(domain);
    }

    private static RawMessage message(String value) {
        return RawMessage.of(("Authentication-Results: " + value + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
