package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sealpost.consent.fhir.ConsentVariants.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Warning;

/** How a Consent is read; what it may say is in {@link TakenConsentsTest} and {@link RefusedConsentsTest}. */
class ConsentReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sourceReference | {\"reference\": \"DocumentReference/7\"} | DocumentReference/7",
                "/sourceReference | {\"display\": \"signed form 7\"} | signed form 7",
                "/sourceAttachment | {\"title\": \"form.pdf\"} | form.pdf",
                "/verification | [{\"verified\": true, \"verificationDate\": \"2026-02-01\"}] | verified 2026-02-01",
            })
    void takesTheEvidenceFromSourceOrVerification(String pointer, String json, String evidence) throws Exception {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/sourceReference", "");
        ConsentJson.set(consent, pointer, json);

        assertThat(only(consent).basis().evidence()).contains(evidence);
    }

    @Test
    void readsTheExtensions() throws Exception {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/extension", extension("consent-method", "\"valueCode\": \"paper\""));
        ConsentJson.set(
                consent,
                "/extension/-",
                ConsentJson.node(extension("consent-recorded-by", "\"valueString\": \"Ada\""))
                        .get(0)
                        .toString());
        ConsentJson.set(
                consent,
                "/extension/-",
                ConsentJson.node(extension(
                                "consent-warning",
                                "\"extension\": [{\"url\": \"version\", \"valueString\": \"2026-01\"},"
                                        + "{\"url\": \"language\", \"valueCode\": \"es\"}]"))
                        .get(0)
                        .toString());

        NewConsent read = only(consent);

        assertThat(read.basis().method()).contains(ConsentMethod.PAPER);
        assertThat(read.basis().recordedBy()).contains("Ada");
        assertThat(read.basis().warning()).contains(new Warning("2026-01", "es"));
        assertThat(read.recordedAt()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "17",
                "{}",
                "{\"resourceType\": 1}",
                "{\"resourceType\": \"Consent\"} {}",
                "{\"resourceType\": \"Consent\", \"status\": \"inactive\", \"status\": \"active\"}",
                "{\"resourceType\": \"Consent\", \"id\": \"\\u0000\"}",
                "{\"resourceType\": \"Consent\", \"id\": \"\\ud800\"}",
            })
    void isNoResource(String json) {
        assertThatThrownBy(() -> ResourceText.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ResourceRefused.class);
    }

    @Test
    void aResourceThatNestsWithoutEndIsNone() {
        String deep = "{\"resourceType\":\"Consent\",\"provision\":" + "{\"provision\":[".repeat(5_000);

        assertThatThrownBy(() -> ResourceText.parse(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ResourceRefused.class);
    }

    @Test
    void quotesNothingOfWhatItRefuses() {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/dateTime", "\"Robin Sample\"");

        assertThatThrownBy(() -> ConsentJson.read(ConsentJson.text(consent)))
                .isInstanceOf(ResourceRefused.class)
                .message()
                .doesNotContain("Robin");
        ObjectNode named = ConsentJson.valid();
        named.put("Robin Sample", 1);
        assertThatThrownBy(() -> ConsentJson.read(ConsentJson.text(named)))
                .isInstanceOf(ResourceRefused.class)
                .message()
                .doesNotContain("Robin");
    }

    @ParameterizedTest
    @CsvSource({"urn:mrn, true", "urn:other, false"})
    void takesThePatientIdOfTheNamedSystemOnly(String system, boolean taken) throws Exception {
        ConsentReader reader = new ConsentReader(new PatientIdSystem(system));
        ResourceText text = ConsentJson.text(ConsentJson.valid());

        if (taken) {
            assertThat(reader.read(text, reference -> Optional.empty(), ConsentJson.NOW))
                    .isInstanceOf(ToldConsent.Given.class);
        } else {
            assertThatThrownBy(() -> reader.read(text, reference -> Optional.empty(), ConsentJson.NOW))
                    .hasMessageContaining("sealpost.fhir.patient-system");
        }
    }

    /** Two systems may give one value to two people. */
    @Test
    void aConsentWhoseSystemIsNotKnownToBeThePracticesIsNobodys() throws Exception {
        ResourceText text = ConsentJson.text(ConsentJson.valid());
        ObjectNode without = ConsentJson.valid();
        ConsentJson.set(without, "/patient/identifier/system", "");
        PatientIdSystem others = new PatientIdSystem(Optional.empty(), Optional.of("urn:other"));

        for (PatientIdSystem ids : List.of(ConsentJson.UNSETTLED, others)) {
            assertThatThrownBy(() -> new ConsentReader(ids).read(text, reference -> Optional.empty(), ConsentJson.NOW))
                    .hasMessageContaining("sealpost.fhir.patient-system");
            assertThat(new ConsentReader(ids)
                            .read(ConsentJson.text(without), reference -> Optional.empty(), ConsentJson.NOW))
                    .isInstanceOf(ToldConsent.Given.class);
        }
    }

    private static NewConsent only(ObjectNode consent) throws ResourceRefused {
        return ((ToldConsent.Given) ConsentJson.read(ConsentJson.text(consent)))
                .consents()
                .getFirst();
    }
}
