package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentBasis;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.HeldConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecordedConsent;

class ConsentWriterTest {

    private static final Instant RECORDED = Instant.parse("2026-01-31T00:00:00Z");

    /** Whoever ends a consent names it by what they read. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            api:urn:clinic|7      ; urn:clinic ; 7
            api:|7                ; -          ; 7
            api:|a|b              ; -          ; a|b
            api:unnamed/7         ; SOURCE     ; api:unnamed/7
            server:Consent/7      ; SOURCE     ; server:Consent/7
            """)
    void anIdentifierIsGivenOutAsItCame(String stored, String system, String value) {
        Identifier written = new ConsentWriter(new PatientIdSystem("urn:ids"))
                .write(held(stored))
                .getIdentifierFirstRep();

        assertThat(written.getSystem()).isEqualTo("SOURCE".equals(system) ? FhirNames.SOURCE_ID : system);
        assertThat(written.getValue()).isEqualTo(value);
    }

    private static HeldConsent held(String source) {
        ConsentBasis basis = new ConsentBasis(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(source));
        RecordedConsent record = new RecordedConsent(
                new UUID(0, 1),
                new UUID(0, 2),
                new PatientId("P-1"),
                true,
                ConsentKind.CONSENT,
                Set.of(Channel.TLS),
                Set.of(Purpose.TREATMENT),
                RECORDED,
                Optional.empty(),
                Set.of(),
                basis,
                RECORDED,
                Optional.empty(),
                Optional.empty());
        return new HeldConsent(record, Map.of(Purpose.TREATMENT, Set.of(Channel.TLS)), true, RECORDED);
    }
}
