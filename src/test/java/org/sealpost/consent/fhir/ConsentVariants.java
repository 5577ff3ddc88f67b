package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.provider.Arguments;

/** Consents that differ in something from {@link ConsentJson#valid}, and the parts that they are made of. */
final class ConsentVariants {

    private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String CHANNEL = "https://sealpost.org/fhir/CodeSystem/consent-channel";

    static final String ORDINARY = "[" + purpose("TREAT") + "," + purpose("HPAYMT") + "," + purpose("HOPERAT") + "]";

    private ConsentVariants() {}

    static String purpose(String code) {
        return "{\"system\": \"" + REASON + "\", \"code\": \"" + code + "\"}";
    }

    static String channel(String code) {
        return "{\"coding\": [{\"system\": \"" + CHANNEL + "\", \"code\": \"" + code + "\"}]}";
    }

    static String deny(String channel, String exception) {
        return "{\"type\": \"deny\", \"code\": [" + channel(channel) + "]"
                + (exception.isEmpty() ? "" : ", \"provision\": [" + exception + "]") + "}";
    }

    static String permit(String channel) {
        return "{\"type\": \"permit\", \"purpose\": [" + purpose("TREAT") + "," + purpose("HPAYMT") + "], \"code\": ["
                + channel(channel) + "]}";
    }

    private static String rule(String system, String code) {
        return "{\"coding\": [{\"system\": \"" + system + "\", \"code\": \"" + code + "\"}]}";
    }

    static String act(String code) {
        return rule("http://terminology.hl7.org/CodeSystem/v3-ActCode", code);
    }

    static String own(String code) {
        return rule("https://sealpost.org/fhir/CodeSystem/consent-policy", code);
    }

    static String extension(String name, String value) {
        return "[{\"url\": \"https://sealpost.org/fhir/StructureDefinition/" + name + "\", " + value + "}]";
    }

    static Arguments variant(String name, String expected, String... edits) {
        return Arguments.of(name, expected, edits);
    }

    /** The valid one with other elements: a pointer and what stands there, each in its turn; empty for nothing. */
    static ObjectNode edited(String... edits) {
        ObjectNode consent = ConsentJson.valid();
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }
}
