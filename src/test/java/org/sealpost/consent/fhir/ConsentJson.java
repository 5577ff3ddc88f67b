package org.sealpost.consent.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sealpost.consent.Channel;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.Purpose;
import org.sealpost.mail.Mailbox;

/** A Consent to begin with, ways to change it, and what it tells in a line. */
final class ConsentJson {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final PatientIdSystem UNSETTLED = new PatientIdSystem(Optional.empty(), Optional.empty());

    /** As the first Patient has settled it. */
    static final PatientIdSystem SYSTEM = new PatientIdSystem(Optional.empty(), Optional.of("urn:mrn"));

    /** All but unencrypted, for treatment and payment, from a practice whose warning was given in English. */
    static final String VALID = """
            {
              "resourceType": "Consent",
              "id": "c1",
              "meta": {"versionId": "3", "lastUpdated": "2026-02-01T08:00:00Z"},
              "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>E-mail</div>"},
              "identifier": [{"system": "urn:records", "value": "c-17"}],
              "status": "active",
              "scope": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
              "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
              "patient": {"identifier": {"system": "urn:mrn", "value": "P-1"}, "display": "the patient"},
              "dateTime": "2026-01-31",
              "organization": [{"display": "Hillside Family Medicine"}],
              "sourceReference": {"reference": "DocumentReference/7"},
              "policyRule": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "OPTIN"}]},
              "provision": {
                "type": "permit",
                "period": {"start": "2026-01-31", "end": "2027-01-30"},
                "action": [{"coding": [
                  {"system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "disclose"}]}],
                "purpose": [
                  {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT"},
                  {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HPAYMT"}],
                "code": [
                  {"coding": [{"system": "https://sealpost.org/fhir/CodeSystem/consent-channel", "code": "tls"}]},
                  {"coding": [{"system": "https://sealpost.org/fhir/CodeSystem/consent-channel", "code": "portal"}]}]
              }
            }
            """;

    static final String EXCEPTION = """
            {"type": "deny",
             "purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HPAYMT"}],
             "code": [{"coding": [{"system": "https://sealpost.org/fhir/CodeSystem/consent-channel", "code": "tls"}]}]}
            """;

    private ConsentJson() {}

    static ObjectNode valid() {
        return (ObjectNode) node(VALID);
    }

    static JsonNode node(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** Sets what is at a JSON pointer, or removes it when there is nothing to set. A dash adds to an array. */
    static void set(ObjectNode root, String pointer, String json) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            if (json.isEmpty()) {
                array.remove(Integer.parseInt(name));
            } else if (name.equals("-")) {
                array.add(node(json));
            } else {
                array.set(Integer.parseInt(name), node(json));
            }
        } else if (json.isEmpty()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, node(json));
        }
    }

    static ResourceText text(JsonNode root) throws ResourceRefused {
        return ResourceText.parse(root.toString().getBytes(StandardCharsets.UTF_8));
    }

    static ToldConsent read(ResourceText text) throws ResourceRefused {
        return new ConsentReader(SYSTEM).read(text, ConsentJson::patient, NOW);
    }

    /** In a server of the tests, Patient/p1 is patient P-1. */
    static Optional<PatientReference> patient(String reference) {
        return reference.equals("Patient/p1")
                ? Optional.of(new PatientReference.AtThePractice(new PatientId("P-1")))
                : Optional.empty();
    }

    /** Such as {@code consent portal+tls for all until 2027-01-31T00:00:00Z}; or where it was refused. */
    static String told(JsonNode root) {
        try {
            return switch (read(text(root))) {
                case ToldConsent.NotActive none -> "not active";
                case ToldConsent.NotBegun later -> "not begun";
                case ToldConsent.Given(var patient, List<NewConsent> consents) ->
                    consents.stream().map(ConsentJson::line).sorted().collect(Collectors.joining(" & "));
            };
        } catch (ResourceRefused refused) {
            return "refused " + refused.element();
        }
    }

    static String line(NewConsent consent) {
        return consent.kind().key() + " "
                + consent.channels().stream().map(Channel::key).sorted().collect(Collectors.joining("+")) + " for "
                + new TreeSet<>(consent.purposes()).stream().map(Purpose::key).collect(Collectors.joining("+"))
                + consent.expiresAt().map(end -> " until " + end).orElse("")
                + (consent.onlyAt().isEmpty() ? "" : " at ")
                + consent.onlyAt().stream().map(Mailbox::address).sorted().collect(Collectors.joining("+"));
    }
}
