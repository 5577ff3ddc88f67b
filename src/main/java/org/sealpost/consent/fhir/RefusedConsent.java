package org.sealpost.consent.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.DateTimeType;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.ToldUnclear;
import org.sealpost.consent.WrittenText;

/**
 * What can still be told of a Consent that was refused: of whom it is, when it was given, and by which ids its source knows
 * it. It is read as generously as can be, for it permits nothing.
 */
final class RefusedConsent {

    private static final int MOST_IDS = 100;

    private static final Pattern PATIENT = Pattern.compile("(?:^|/)Patient/([A-Za-z0-9.-]{1,64})");
    private static final Pattern UNIFORM = Pattern.compile("^urn:uuid:([0-9A-Fa-f-]{36})$");
    private static final JsonMapper GENEROUS = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final JsonNode root;

    private RefusedConsent(JsonNode root) {
        this.root = root;
    }

    /** An identifier of a patient, of whichever system. */
    record Named(Optional<String> system, String value) {

        /** Shows nothing: it is a patient. */
        @Override
        public String toString() {
            return "Named";
        }
    }

    static RefusedConsent of(ResourceText text) {
        return new RefusedConsent(text.root());
    }

    /** The Consents in what was sent, those within a Bundle included; none where it is nothing of the kind. */
    static List<RefusedConsent> in(byte[] octets) {
        JsonNode root = read(octets);
        return root.path("resourceType").asText().equals("Bundle")
                ? elements(root.path("entry"))
                        .map(entry -> entry.path("resource"))
                        .filter(RefusedConsent::isConsent)
                        .map(RefusedConsent::new)
                        .toList()
                : Stream.of(root)
                        .filter(RefusedConsent::isConsent)
                        .map(RefusedConsent::new)
                        .toList();
    }

    private static JsonNode read(byte[] octets) {
        try {
            return GENEROUS.readTree(octets);
        } catch (IOException notAsItShouldBe) {
            try {
                return GENEROUS.readTree(new String(octets, StandardCharsets.UTF_8).replace("\ufeff", ""));
            } catch (JsonProcessingException | IllegalArgumentException noJson) {
                return GENEROUS.missingNode();
            }
        }
    }

    private static boolean isConsent(JsonNode node) {
        JsonNode type = node.path("resourceType");
        return node.isObject()
                && (!type.isTextual()
                        || type.asText().strip().toLowerCase(Locale.ROOT).equals("consent"));
    }

    /** The references by which it names its patient. R5 calls the element subject. */
    List<String> references() {
        return patients()
                .map(patient -> patient.isTextual() ? patient : patient.path("reference"))
                .filter(JsonNode::isTextual)
                .map(reference -> reference.asText().strip())
                .toList();
    }

    /** The identifiers by which it names its patient. */
    List<Named> identifiers() {
        return identifiers(
                Stream.concat(patients(), elements(root.path("contained")).filter(RefusedConsent::isPatient)));
    }

    /** The identifiers of a Patient, read as generously. */
    static List<Named> identifiers(ResourceText patient) {
        return identifiers(Stream.of(patient.root()));
    }

    private static List<Named> identifiers(Stream<? extends JsonNode> patients) {
        List<Named> named = new ArrayList<>();
        patients.flatMap(patient -> elements(patient.path("identifier")))
                .forEach(identifier -> Optional.of(
                                WrittenText.trimmed(identifier.path("value").asText("")))
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> named.add(new Named(
                                Optional.ofNullable(identifier.path("system").textValue()), value))));
        return named;
    }

    private static boolean isPatient(JsonNode resource) {
        return resource.path("resourceType").asText().equals("Patient");
    }

    private Stream<JsonNode> patients() {
        return Stream.of("patient", "subject").map(root::path).flatMap(RefusedConsent::elements);
    }

    /** The id within a reference to a patient on whichever server, of whichever version. */
    static Optional<String> idWithin(String reference) {
        return Stream.of(PATIENT, UNIFORM)
                .map(form -> form.matcher(reference))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /**
     * When it was given. What takes back is told now, of something that was given at some time before: that it is not on record
     * says nothing of which of those that are it means.
     */
    Optional<Instant> givenAt() {
        if (ConsentReader.TAKES_BACK.contains(root.path("status").asText())) {
            return Optional.empty();
        }
        return Stream.of(
                        root.path("dateTime"),
                        root.path("date"),
                        root.path("meta").path("lastUpdated"))
                .map(JsonNode::textValue)
                .flatMap(Stream::ofNullable)
                .flatMap(time -> start(time).stream())
                .findFirst();
    }

    private static Optional<Instant> start(String time) {
        try {
            return Optional.of(FhirTime.start(new DateTimeType(time), ""));
        } catch (ResourceRefused | RuntimeException unreadable) {
            // Another one may be readable.
            return Optional.empty();
        }
    }

    /** What is kept in mind of it. */
    ToldUnclear unclear(SourceId.Origin origin) {
        return new ToldUnclear(sources(origin), digest(), givenAt());
    }

    /** The ids by which its source knows it; where it has none, one that is the same for the same resource. */
    List<SourceId> sources(SourceId.Origin origin) {
        List<SourceId> known = new ArrayList<>();
        if (origin == SourceId.Origin.API) {
            elements(root.path("identifier"))
                    .filter(identifier -> identifier.path("value").isTextual())
                    .limit(MOST_IDS)
                    .forEach(identifier -> add(
                            known,
                            origin,
                            identifier.path("system").asText("") + "|"
                                    + identifier.path("value").asText()));
        } else {
            Optional.ofNullable(root.path("id").textValue())
                    .filter(id -> id.matches(ResourceIntake.ID))
                    .ifPresent(id -> add(known, origin, "Consent/" + id));
        }
        if (known.isEmpty()) {
            known.add(new SourceId(origin, SourceId.UNNAMED + digest()));
        }
        return known;
    }

    private static void add(List<SourceId> known, SourceId.Origin origin, String key) {
        try {
            known.add(new SourceId(origin, key));
        } catch (IllegalArgumentException wrong) {
            // Nothing was ever recorded by it.
        }
    }

    private String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(root.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JDK has no SHA-256", impossible);
        }
    }

    /** One, or those of a list: FHIR allows one form of each element, and this was refused. */
    private static Stream<JsonNode> elements(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                : Stream.of(node).filter(one -> !one.isMissingNode() && !one.isNull());
    }

    /** Shows nothing: it is a patient's. */
    @Override
    public String toString() {
        return "RefusedConsent";
    }
}
