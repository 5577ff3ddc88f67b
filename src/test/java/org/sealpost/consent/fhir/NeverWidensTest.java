package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Purpose;

/**
 * A Consent that lost an element, or of which one was garbled, never permits more than it did: no channel for a purpose
 * that it did not permit for it, and a request or an authorisation never becomes a consent. What cannot be told from
 * another Consent that means just that is left out: an exception that is missing whole, or one of its codes or purposes.
 */
class NeverWidensTest {

    private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    private record Permission(ConsentKind kind, boolean wroteFirst, Channel channel, Purpose purpose) {}

    private record Sample(String name, ObjectNode consent) {}

    private record Mutation(String name, ObjectNode consent) {}

    private static List<Sample> samples() {
        ObjectNode excepted = ConsentJson.valid();
        ConsentJson.set(
                excepted, "/provision/provision", "[" + ConsentJson.EXCEPTION + "," + ConsentJson.EXCEPTION + "]");
        ConsentJson.set(
                excepted,
                "/provision/provision/1/code/-",
                excepted.at("/provision/code/1").toString());
        ConsentJson.set(excepted, "/provision/provision/0/provision", """
                [{"type": "permit",
                  "purpose": [{"system": "%s", "code": "HPAYMT"}],
                  "code": [{"coding": [{"system": "%s", "code": "tls"}]}]}]
                """.formatted(REASON, FhirNames.CHANNEL_SYSTEM));
        ObjectNode unencrypted = ConsentJson.valid();
        ConsentJson.set(unencrypted, "/provision/code/0/coding/0/code", "\"unencrypted\"");
        return List.of(
                new Sample("consent", ConsentJson.valid()),
                new Sample("consent with exceptions", excepted),
                new Sample("unencrypted", unencrypted),
                new Sample("request", policy("confidential-communication", "TREAT", "HPAYMT", "HOPERAT")),
                new Sample("wrote first", wroteFirst()),
                new Sample("authorisation", authorisation()));
    }

    private static ObjectNode policy(String code, String... purposes) {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/policyRule/coding/0/system", "\"" + FhirNames.POLICY_SYSTEM + "\"");
        ConsentJson.set(consent, "/policyRule/coding/0/code", "\"" + code + "\"");
        ArrayNode all = ((ObjectNode) consent.get("provision")).putArray("purpose");
        for (String purpose : purposes) {
            all.addObject().put("system", REASON).put("code", purpose);
        }
        return consent;
    }

    private static ObjectNode wroteFirst() {
        ObjectNode consent = policy("wrote-first", "TREAT");
        ConsentJson.set(
                consent,
                "/provision/code/-",
                "{\"coding\": [{\"system\": \"" + FhirNames.CHANNEL_SYSTEM + "\", \"code\": \"smime\"}]}");
        return consent;
    }

    private static ObjectNode authorisation() {
        ObjectNode consent = policy("marketing-authorization", "HMARKT");
        ConsentJson.set(consent, "/provision/code", "");
        return consent;
    }

    @TestFactory
    Stream<DynamicTest> permitsNoMoreWhenAnElementIsMissing() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    List<Mutation> mutations = new ArrayList<>();
                    remove(sample.consent(), sample.consent(), "", mutations);
                    assertNoneWidens(sample, mutations, 40);
                }));
    }

    @TestFactory
    Stream<DynamicTest> permitsNoMoreWhenAnElementIsGarbled() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    List<Mutation> mutations = new ArrayList<>();
                    garble(sample.consent(), sample.consent(), "", mutations);
                    assertNoneWidens(sample, mutations, 100);
                }));
    }

    @TestFactory
    Stream<DynamicTest> permitsNoMoreWhenSomethingIsAdded() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    List<Mutation> mutations = new ArrayList<>();
                    add(sample.consent(), sample.consent(), "", mutations);
                    assertNoneWidens(sample, mutations, 40);
                    mutations.stream()
                            .filter(one -> one.name().endsWith("unknown"))
                            .forEach(one -> assertThat(ConsentJson.told(one.consent()))
                                    .as(one.name())
                                    .startsWith("refused"));
                }));
    }

    @Test
    void theMeasureSeesWhatWidens() {
        ObjectNode wider = ConsentJson.valid();
        ConsentJson.set(wider, "/provision/purpose/1/code", "\"HOPERAT\"");
        assertThat(permissions(ConsentJson.valid())).hasSize(4);
        assertThat(permissions(ConsentJson.valid()).containsAll(permissions(wider)))
                .isFalse();
    }

    private static void assertNoneWidens(Sample sample, List<Mutation> mutations, int atLeast) {
        Set<Permission> before = permissions(sample.consent());
        assertThat(before).as("the sample is taken").isNotEmpty();
        assertThat(mutations).hasSizeGreaterThan(atLeast);
        for (Mutation mutation : mutations) {
            assertThat(before).as(mutation.name()).containsAll(permissions(mutation.consent()));
        }
    }

    private static Set<Permission> permissions(ObjectNode consent) {
        Set<Permission> permissions = new HashSet<>();
        try {
            if (ConsentJson.read(ConsentJson.text(consent)) instanceof ToldConsent.Given(var patient, var consents)) {
                consents.forEach(one -> add(permissions, one));
            }
        } catch (ResourceRefused nothing) {
            // Refused permits nothing.
        }
        return permissions;
    }

    private static void add(Set<Permission> permissions, NewConsent consent) {
        boolean wroteFirst = consent.basis()
                .method()
                .filter(method -> method.key().equals("wrote-first"))
                .isPresent();
        for (Purpose purpose : PurposeCodes.spread(consent.purposes())) {
            Set<Channel> channels =
                    consent.kind() == ConsentKind.AUTHORIZATION ? Set.of(Channel.NONE) : consent.channels();
            channels.stream()
                    .filter(channel -> consent.kind() == ConsentKind.AUTHORIZATION || channel != Channel.NONE)
                    .forEach(channel -> permissions.add(new Permission(consent.kind(), wroteFirst, channel, purpose)));
        }
    }

    /** Everything that can be missing, but for exceptions and what makes them up. */
    private static void remove(ObjectNode root, JsonNode node, String at, List<Mutation> mutations) {
        each(node, at, (child, pointer) -> {
            boolean exception = pointer.endsWith("/provision/provision")
                    || pointer.matches(".*/provision/provision/[0-9]+")
                    || (pointer.matches(".*/provision/provision/.*/(code|purpose)/[0-9]+"));
            if (!exception) {
                mutations.add(changed(root, pointer, "", "without"));
            }
            remove(root, child, pointer, mutations);
        });
    }

    private static void garble(ObjectNode root, JsonNode node, String at, List<Mutation> mutations) {
        each(node, at, (child, pointer) -> {
            List<String> garbage = child.isTextual()
                    ? List.of(
                            "\"garbled\"",
                            TextNode.valueOf(child.asText() + "x").toString(),
                            "1",
                            "null",
                            "[]",
                            "{}",
                            TextNode.valueOf(child.asText().toUpperCase(java.util.Locale.ROOT) + " ")
                                    .toString())
                    : List.of("\"garbled\"", "null", "[]", "{}", "[[]]", "[{}]", "true");
            garbage.forEach(json -> mutations.add(changed(root, pointer, json, "with " + json)));
            garble(root, child, pointer, mutations);
        });
    }

    private static void add(ObjectNode root, JsonNode node, String at, List<Mutation> mutations) {
        if (node.isObject()) {
            mutations.add(changed(root, at + "/frobnicate", "\"x\"", "with an unknown"));
            mutations.add(changed(
                    root,
                    at + "/modifierExtension",
                    "[{\"url\": \"urn:x\", \"valueCode\": \"y\"}]",
                    "with an unknown"));
            mutations.add(changed(
                    root, at + "/extension", "[{\"url\": \"urn:x\", \"valueCode\": \"y\"}]", "with an unknown"));
        }
        each(node, at, (child, pointer) -> add(root, child, pointer, mutations));
    }

    private interface Visit {
        void child(JsonNode child, String pointer);
    }

    private static void each(JsonNode node, String at, Visit visit) {
        node.properties().forEach(field -> visit.child(field.getValue(), at + "/" + field.getKey()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit.child(node.get(i), at + "/" + i);
        }
    }

    private static Mutation changed(ObjectNode root, String pointer, String json, String how) {
        ObjectNode copy = root.deepCopy();
        ConsentJson.set(copy, pointer, json);
        return new Mutation(pointer + " " + how, copy);
    }
}
