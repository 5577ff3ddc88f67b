package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.consent.fhir.ConsentVariants.ORDINARY;
import static org.sealpost.consent.fhir.ConsentVariants.act;
import static org.sealpost.consent.fhir.ConsentVariants.channel;
import static org.sealpost.consent.fhir.ConsentVariants.edited;
import static org.sealpost.consent.fhir.ConsentVariants.extension;
import static org.sealpost.consent.fhir.ConsentVariants.own;
import static org.sealpost.consent.fhir.ConsentVariants.purpose;
import static org.sealpost.consent.fhir.ConsentVariants.variant;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which element of a Consent is named that is not understood, variant by variant. */
class RefusedConsentsTest {

    static Stream<Arguments> refused() {
        String code = "/provision/code/0/coding/0";
        return Stream.of(
                variant("no status", "Consent.status", "/status", ""),
                variant("an unknown status", "Consent.descendants().status", "/status", "\"current\""),
                variant("no scope", "Consent.scope", "/scope", ""),
                variant("another scope", "Consent.scope", "/scope/coding/0/code", "\"research\""),
                variant("a second scope", "Consent.scope", "/scope/coding/-", purpose("TREAT")),
                variant("a scope of another system", "Consent.scope", "/scope/coding/0/system", "\"urn:other\""),
                variant("no category", "Consent.category", "/category", ""),
                variant("another category", "Consent.category", "/category/0/coding/0/code", "\"64292-6\""),
                variant("one more category", "Consent.category", "/category/-", act("INFA")),
                variant("no patient", "Consent.patient", "/patient", ""),
                variant("a patient by name only", "Consent.patient", "/patient/identifier", ""),
                variant("nobody's reference", "Consent.patient", "/patient", "{\"reference\": \"Patient/p2\"}"),
                variant(
                        "two patients",
                        "Consent.patient",
                        "/patient/reference",
                        "\"Patient/p1\"",
                        "/patient/identifier/value",
                        "\"P-2\""),
                variant("no time", "Consent.dateTime", "/dateTime", ""),
                variant("a year alone", "Consent.dateTime", "/dateTime", "\"2026\""),
                variant("a time in the future", "Consent", "/dateTime", "\"2126-01-01\"", "/provision/period", ""),
                variant(
                        "an end before the consent was given",
                        "Consent",
                        "/provision/period",
                        "{\"end\": \"2026-01-01\"}"),
                variant("no policy rule", "Consent.policyRule", "/policyRule", ""),
                variant("another policy rule", "Consent.policyRule", "/policyRule", act("OPTINR")),
                variant("a policy rule in words", "Consent.policyRule", "/policyRule", "{\"text\": \"OPTIN\"}"),
                variant("words beside a policy rule", "Consent.policyRule", "/policyRule/text", "\"by letter only\""),
                variant(
                        "words beside a channel",
                        "Consent.provision.code",
                        "/provision/code/0/text",
                        "\"only for appointment reminders\""),
                variant(
                        "words beside a channel, repeated as its display",
                        "Consent.provision.code",
                        "/provision/code/0/text",
                        "\"only for appointment reminders\"",
                        code + "/display",
                        "\"only for appointment reminders\""),
                variant(
                        "words beside an action",
                        "Consent.provision.action",
                        "/provision/action/0/text",
                        "\"not to relatives\""),
                variant(
                        "a policy rule of another version",
                        "Consent.policyRule",
                        "/policyRule/coding/0/version",
                        "\"99\""),
                variant("a channel of another version", "Consent.provision.code", code + "/version", "\"99\""),
                variant(
                        "a purpose of another version",
                        "Consent.provision.purpose",
                        "/provision/purpose/0/version",
                        "\"99\""),
                variant(
                        "a verification of tomorrow",
                        "Consent.verification",
                        "/verification",
                        "[{\"verified\": true, \"verificationDate\": \"2140-01-01\"}]"),
                variant(
                        "a period that ends before it starts",
                        "Consent.provision.period",
                        "/provision/period",
                        "{\"start\": \"2026-05-01\", \"end\": \"2026-04-01\"}"),
                variant("a policy beside", "Consent.policy", "/policy", "[{\"uri\": \"urn:some-law\"}]"),
                variant("an opt-out that permits", "Consent.provision.type", "/policyRule", act("OPTOUT")),
                variant(
                        "an opt-out of a channel",
                        "Consent.provision.code",
                        "/policyRule",
                        act("OPTOUT"),
                        "/provision/type",
                        "\"deny\""),
                variant("an opt-in that denies everything", "Consent.policyRule", "/provision", "{\"type\": \"deny\"}"),
                variant("an opt-in that denies a channel", "Consent.provision.code", "/provision/type", "\"deny\""),
                variant("no provision", "Consent.provision", "/provision", ""),
                variant(
                        "wrote first and denied",
                        "Consent.provision.type",
                        "/policyRule",
                        own("wrote-first"),
                        "/provision/type",
                        "\"deny\""),
                variant(
                        "an exception without a type",
                        "Consent.provision.provision[0].type",
                        "/provision/type",
                        "",
                        "/provision/provision",
                        "[{\"code\": [" + channel("tls") + "]}]"),
                variant(
                        "no type, and purposes alone",
                        "Consent.provision.code",
                        "/provision",
                        "{\"purpose\": [" + purpose("HPAYMT") + "]}"),
                variant("no channel", "Consent.provision.code", "/provision/code", ""),
                variant("no purpose", "Consent.provision.purpose", "/provision/purpose", ""),
                variant("a channel of another system", "Consent.provision.code", code + "/system", "\"urn:other\""),
                variant("an unknown channel", "Consent.provision.code", code + "/code", "\"fax\""),
                variant("none as a channel", "Consent.provision.code", code + "/code", "\"none\""),
                variant("an unknown purpose", "Consent.provision.purpose", "/provision/purpose/0/code", "\"HRESCH\""),
                variant(
                        "another action",
                        "Consent.provision.action",
                        "/provision/action/0/coding/0/code",
                        "\"access\""),
                variant(
                        "an actor",
                        "Consent.provision.actor",
                        "/provision/actor",
                        "[{\"reference\": {\"display\": \"x\"}}]"),
                variant(
                        "a security label",
                        "Consent.provision.securityLabel",
                        "/provision/securityLabel",
                        "[" + purpose("R") + "]"),
                variant("data", "Consent.provision.data", "/provision/data", "[{\"meaning\": \"instance\"}]"),
                variant("a class", "Consent.provision.class", "/provision/class", "[" + purpose("x") + "]"),
                variant(
                        "a period of data",
                        "Consent.provision.dataPeriod",
                        "/provision/dataPeriod",
                        "{\"end\": \"2026-01-01\"}"),
                variant(
                        "an exception that permits",
                        "Consent.provision.provision[0].type",
                        "/provision/provision",
                        "[{\"type\": \"permit\", \"purpose\": [" + purpose("TREAT") + "], \"code\": ["
                                + channel("smime") + "]}]"),
                variant(
                        "an exception for a time",
                        "Consent.provision.provision[0].period",
                        "/provision/provision",
                        "[{\"type\": \"deny\", \"period\": {\"end\": \"2026-12-01\"}}]"),
                variant(
                        "an exception of an actor",
                        "Consent.provision.provision[0].actor",
                        "/provision/provision",
                        "[{\"type\": \"deny\", \"actor\": [{\"reference\": {\"display\": \"x\"}}]}]"),
                variant(
                        "more than it is an exception to",
                        "Consent.provision.provision[0].provision[0]",
                        "/provision/provision",
                        "[{\"type\": \"deny\", \"code\": [" + channel("unencrypted")
                                + "], \"provision\": [{\"type\": \"permit\", \"purpose\": [" + purpose("TREAT")
                                + "], \"code\": [" + channel("unencrypted") + "]}]}]"),
                variant(
                        "a modifier",
                        "Consent.modifierExtension",
                        "/modifierExtension",
                        "[{\"url\": \"urn:x\", \"valueBoolean\": true}]"),
                variant(
                        "a modifier within",
                        "Consent.provision.modifierExtension",
                        "/provision/modifierExtension",
                        "[{\"url\": \"urn:x\", \"valueBoolean\": true}]"),
                variant("implicit rules", "Consent.implicitRules", "/implicitRules", "\"urn:x\""),
                variant("a contained resource", "Consent.contained", "/contained", "[{\"resourceType\": \"Patient\"}]"),
                variant(
                        "an extension",
                        "Consent.extension",
                        "/extension",
                        "[{\"url\": \"urn:x\", \"valueString\": \"y\"}]"),
                variant(
                        "an extension of a value",
                        "Consent._status",
                        "/_status",
                        "{\"extension\": [{\"url\": \"urn:x\", \"valueString\": \"y\"}]}"),
                variant("an unknown element", "Consent.frob", "/frob", "1"),
                variant(
                        "a security label of the resource",
                        "Consent.meta.security",
                        "/meta/security",
                        "[" + purpose("HTEST") + "]"),
                variant("a part of a resource", "Consent.meta.tag", "/meta/tag", "[" + purpose("SUBSETTED") + "]"),
                variant("a status in a list", "Consent.status", "/status", "[\"active\"]"),
                variant("a null", "Consent.dateTime", "/dateTime", "null"),
                variant("an empty list of exceptions", "Consent.provision.provision", "/provision/provision", "[]"),
                variant(
                        "unencrypted without evidence",
                        "Consent.source",
                        "/provision/code/-",
                        channel("unencrypted"),
                        "/sourceReference",
                        ""),
                variant(
                        "unencrypted with evidence that says nothing",
                        "Consent.source",
                        "/provision/code/-",
                        channel("unencrypted"),
                        "/sourceReference",
                        "{\"display\": \"\u200b\"}"),
                variant(
                        "unencrypted with a title that says nothing",
                        "Consent.source",
                        "/provision/code/-",
                        channel("unencrypted"),
                        "/sourceReference",
                        "",
                        "/sourceAttachment",
                        "{\"title\": \"\u00a0\"}"),
                variant(
                        "a verification that failed",
                        "Consent.verification",
                        "/verification",
                        "[{\"verified\": false}]"),
                variant(
                        "an address that is none",
                        "Consent.extension",
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision/purpose",
                        ORDINARY,
                        "/extension",
                        extension("consent-only-at", "\"valueString\": \"work\"")),
                variant(
                        "an agreement for one address",
                        "Consent",
                        "/extension",
                        extension("consent-only-at", "\"valueString\": \"work@patients.example\"")),
                variant(
                        "a request for one purpose",
                        "Consent.provision.purpose",
                        "/policyRule",
                        own("confidential-communication")),
                variant(
                        "a request that differs by purpose",
                        "Consent.provision.purpose",
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision/purpose",
                        ORDINARY,
                        "/provision/provision",
                        "[" + ConsentJson.EXCEPTION + "]"),
                variant(
                        "an authorisation of a channel",
                        "Consent.provision.code",
                        "/policyRule",
                        own("marketing-authorization"),
                        "/provision/purpose",
                        "[" + purpose("HMARKT") + "]"),
                variant(
                        "an authorisation for more",
                        "Consent.provision.purpose",
                        "/policyRule",
                        own("marketing-authorization"),
                        "/provision/code",
                        ""),
                variant("wrote first, with other channels", "Consent", "/policyRule", own("wrote-first")),
                variant(
                        "an unknown method",
                        "Consent.extension",
                        "/extension",
                        extension("consent-method", "\"valueCode\": \"telepathy\"")),
                variant(
                        "wrote first as a method",
                        "Consent.extension",
                        "/extension",
                        extension("consent-method", "\"valueCode\": \"wrote-first\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatIsNotUnderstoodAndNamesTheElement(String name, String element, String[] edits) {
        assertThat(ConsentJson.told(edited(edits))).isEqualTo("refused " + element);
    }
}
