package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * Says of every element of a resource whether it is understood, or at least known not to matter. Of a Consent each must
 * be; of a Patient only what would change the meaning of the rest is refused.
 */
final class ElementCheck {

    private static final Set<String> CHANGES_THE_MEANING = Set.of("modifierExtension", "implicitRules", "contained");
    private static final String SUBSETTED = "SUBSETTED";

    private static final Set<String> CONSENT = consent();
    private static final Set<String> CONSENT_EXTENSIONS =
            Set.of(FhirNames.WARNING, FhirNames.METHOD, FhirNames.RECORDED_BY, FhirNames.ONLY_AT);

    private ElementCheck() {}

    /** @throws ResourceRefused naming the first element that is not understood */
    static void consent(ResourceText resource) throws ResourceRefused {
        resource.require("Consent");
        resource.requireNothingEmpty();
        checkTags(resource);
        check(resource.root(), "Consent", "Consent");
        for (JsonNode extension : resource.root().path("extension")) {
            if (!CONSENT_EXTENSIONS.contains(extension.path("url").asText())) {
                throw ResourceRefused.notUnderstood("Consent.extension", "an extension of another kind may restrict");
            }
        }
    }

    /** @throws ResourceRefused naming the first element that changes the meaning of others */
    static void patient(ResourceText resource) throws ResourceRefused {
        resource.require("Patient");
        resource.requireNothingEmpty();
        checkTags(resource);
        checkMeaning(resource.root(), "Patient");
        if (resource.root().path("active").isBoolean()
                && !resource.root().path("active").booleanValue()) {
            throw ResourceRefused.notUnderstood("Patient.active", "only an active record is taken");
        }
        for (JsonNode link : resource.root().path("link")) {
            if (!link.path("type").asText().equals("seealso")) {
                throw ResourceRefused.notUnderstood("Patient.link", "send the record that holds, whole");
            }
        }
    }

    /** A name as it may stand in a message: of an element, not something long that somebody made up. */
    static String name(String key) {
        return key.matches("_?[A-Za-z]{1,40}") ? key : "(unknown)";
    }

    /** A resource of which a server gave a part only may lack what restricts. */
    private static void checkTags(ResourceText resource) throws ResourceRefused {
        for (JsonNode tag : resource.root().path("meta").path("tag")) {
            if (SUBSETTED.equals(tag.path("code").asText())) {
                throw ResourceRefused.notUnderstood(resource.type() + ".meta.tag", "only the whole resource is taken");
            }
        }
    }

    private static void check(JsonNode node, String path, String kind) throws ResourceRefused {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String at = path + "." + name(field.getKey());
            String known = kind + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray()) {
                requireKnown(known + "[]", at);
                for (int i = 0; i < value.size(); i++) {
                    requireForm(known + "[]", value.get(i), at + "[" + i + "]");
                    check(value.get(i), at + "[" + i + "]", nested(known + "[]"));
                }
            } else if (!isElementId(field.getKey(), value)) {
                requireKnown(known, at);
                requireForm(known, value, at);
                check(value, at, known);
            }
        }
    }

    /** Provisions may nest; their elements are the same at each depth. */
    private static String nested(String kind) {
        return kind.equals("Consent.provision.provision[]") ? "Consent.provision" : kind;
    }

    private static boolean isElementId(String key, JsonNode value) {
        return key.equals("id") && value.isTextual();
    }

    private static void requireKnown(String known, String at) throws ResourceRefused {
        if (!CONSENT.contains(known)) {
            throw ResourceRefused.notUnderstood(at, "what it says may restrict, so the consent is not taken");
        }
    }

    /** An element that has elements is an object, and one that has none is not. */
    private static void requireForm(String known, JsonNode value, String at) throws ResourceRefused {
        boolean hasElements = CONSENT.stream().anyMatch(one -> one.startsWith(known + "."))
                || known.equals("Consent.provision.provision[]");
        if (hasElements != value.isObject()) {
            throw new ResourceRefused(Kind.STRUCTURE, at, at + " has another form than FHIR R4 gives it.");
        }
    }

    private static void checkMeaning(JsonNode node, String path) throws ResourceRefused {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String at = path + "." + name(field.getKey());
            if (CHANGES_THE_MEANING.contains(field.getKey())) {
                throw ResourceRefused.notUnderstood(at, "it may change the meaning of the rest");
            }
            checkMeaning(field.getValue(), at);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkMeaning(node.get(i), path + "[" + i + "]");
        }
    }

    private static Set<String> consent() {
        Elements all = new Elements("Consent");
        all.plain("resourceType", "language", "status", "dateTime");
        all.within("meta")
                .plain("versionId", "lastUpdated", "source", "profile[]")
                .coding("tag[]");
        all.within("text").plain("status", "div");
        all.identifier("identifier[]");
        all.concept("scope").concept("category[]").concept("policyRule");
        all.reference("patient")
                .reference("performer[]")
                .reference("organization[]")
                .reference("sourceReference");
        all.within("sourceAttachment").plain("contentType", "language", "url", "title", "creation");
        Elements verification = all.within("verification[]");
        verification.plain("verified", "verificationDate").reference("verifiedWith");
        Elements provision = all.within("provision");
        provision.plain("type").concept("action[]").coding("purpose[]").concept("code[]");
        provision.within("period").plain("start", "end");
        provision.within("provision[]");
        Elements extension = all.within("extension[]");
        extension.plain("url", "valueString", "valueCode");
        extension.within("extension[]").plain("url", "valueString", "valueCode");
        return Set.copyOf(all.paths);
    }

    /** Collects the paths of elements; an element that repeats ends in brackets. */
    private record Elements(String path, Set<String> paths) {

        Elements(String path) {
            this(path, new HashSet<>());
        }

        Elements within(String name) {
            paths.add(path + "." + name);
            return new Elements(path + "." + name, paths);
        }

        Elements plain(String... names) {
            List.of(names).forEach(this::within);
            return this;
        }

        Elements coding(String name) {
            within(name).plain("system", "version", "code", "display", "userSelected");
            return this;
        }

        Elements concept(String name) {
            within(name).plain("text").coding("coding[]");
            return this;
        }

        Elements identifier(String name) {
            Elements identifier = within(name).plain("use", "system", "value").concept("type");
            identifier.within("period").plain("start", "end");
            return this;
        }

        Elements reference(String name) {
            within(name).plain("reference", "type", "display").identifier("identifier");
            return this;
        }
    }
}
