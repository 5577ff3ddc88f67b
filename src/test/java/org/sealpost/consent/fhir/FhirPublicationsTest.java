package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.consent.Channel;

class FhirPublicationsTest {

    @Test
    void thePublishedChannelsAreThoseOfTheProgram() {
        JsonNode system =
                ConsentJson.node(FhirPublications.codeSystem("consent-channel").orElseThrow());

        assertThat(system.path("url").asText()).isEqualTo(FhirNames.CHANNEL_SYSTEM);
        assertThat(codes(system))
                .containsExactlyElementsOf(Arrays.stream(Channel.values())
                        .filter(channel -> channel != Channel.NONE)
                        .map(Channel::key)
                        .toList());
        assertThat(system.path("count").asInt()).isEqualTo(codes(system).size());
    }

    @Test
    void thePublishedPoliciesAreThoseOfTheProgram() {
        JsonNode system =
                ConsentJson.node(FhirPublications.codeSystem("consent-policy").orElseThrow());

        assertThat(system.path("url").asText()).isEqualTo(FhirNames.POLICY_SYSTEM);
        assertThat(codes(system))
                .containsExactlyElementsOf(Arrays.stream(Policy.values())
                        .filter(Policy::isOwn)
                        .map(Policy::code)
                        .toList());
    }

    @Test
    void whatIsPublishedIsFhir() throws Exception {
        for (String id : List.of("consent-channel", "consent-policy")) {
            ResourceText text = ConsentJson.text(
                    ConsentJson.node(FhirPublications.codeSystem(id).orElseThrow()));
            assertThat(FhirJson.read(text, org.hl7.fhir.r4.model.CodeSystem.class)
                            .getConcept())
                    .isNotEmpty();
        }
        assertThat(FhirPublications.codeSystem("../../application")).isEmpty();
        assertThat(ConsentJson.node(FhirPublications.capabilities())
                        .at("/fhirVersion")
                        .asText())
                .isEqualTo("4.0.1");
    }

    private static List<String> codes(JsonNode system) {
        return system.path("concept").findValuesAsText("code");
    }
}
