package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Warning;

/** What a Consent tells, variant by variant. */
class ConsentReaderTest {

    private static final String YEAR = " until 2027-01-31T00:00:00Z";
    private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String CHANNEL = "https://sealpost.org/fhir/CodeSystem/consent-channel";
    private static final String ORDINARY =
            "[" + purpose("TREAT") + "," + purpose("HPAYMT") + "," + purpose("HOPERAT") + "]";

    private static String purpose(String code) {
        return "{\"system\": \"" + REASON + "\", \"code\": \"" + code + "\"}";
    }

    private static String channel(String code) {
        return "{\"coding\": [{\"system\": \"" + CHANNEL + "\", \"code\": \"" + code + "\"}]}";
    }

    private static String deny(String channel, String exception) {
        return "{\"type\": \"deny\", \"code\": [" + channel(channel) + "]"
                + (exception.isEmpty() ? "" : ", \"provision\": [" + exception + "]") + "}";
    }

    private static String permit(String channel) {
        return "{\"type\": \"permit\", \"purpose\": [" + purpose("TREAT") + "," + purpose("HPAYMT") + "], \"code\": ["
                + channel(channel) + "]}";
    }

    private static String rule(String system, String code) {
        return "{\"coding\": [{\"system\": \"" + system + "\", \"code\": \"" + code + "\"}]}";
    }

    private static String act(String code) {
        return rule("http://terminology.hl7.org/CodeSystem/v3-ActCode", code);
    }

    private static String own(String code) {
        return rule("https://sealpost.org/fhir/CodeSystem/consent-policy", code);
    }

    private static String extension(String name, String value) {
        return "[{\"url\": \"https://sealpost.org/fhir/StructureDefinition/" + name + "\", " + value + "}]";
    }

    private static Arguments variant(String name, String expected, String... edits) {
        return Arguments.of(name, expected, edits);
    }

    static Stream<Arguments> taken() {
        String both = "consent portal+tls for treatment+payment";
        return Stream.of(
                variant("as it is", both + YEAR),
                variant("without an end", both, "/provision/period", ""),
                variant(
                        "with an end to the second",
                        both + " until 2026-12-31T23:00:00Z",
                        "/provision/period/end",
                        "\"2027-01-01T00:00:00+01:00\""),
                variant("by reference", both + YEAR, "/patient", "{\"reference\": \"Patient/p1\"}"),
                variant(
                        "by reference and identifier of one patient",
                        both + YEAR,
                        "/patient/reference",
                        "\"Patient/p1\""),
                variant(
                        "for every ordinary purpose",
                        "consent portal+tls for all" + YEAR,
                        "/provision/purpose",
                        ORDINARY),
                variant(
                        "for marketing",
                        "consent portal+tls for marketing" + YEAR,
                        "/provision/purpose",
                        "[" + purpose("HMARKT") + "]"),
                variant(
                        "unencrypted with a source",
                        "consent portal+tls+unencrypted for treatment+payment" + YEAR,
                        "/provision/code/-",
                        channel("unencrypted")),
                variant(
                        "unencrypted with a verification",
                        "consent portal+tls+unencrypted for treatment+payment" + YEAR,
                        "/provision/code/-",
                        channel("unencrypted"),
                        "/sourceReference",
                        "",
                        "/verification",
                        "[{\"verified\": true, \"verificationDate\": \"2026-01-31\"}]"),
                variant("without an action", both + YEAR, "/provision/action", ""),
                variant(
                        "a channel denied for a purpose",
                        "consent portal for payment" + YEAR + " & consent portal+tls for treatment" + YEAR,
                        "/provision/provision",
                        "[" + ConsentJson.EXCEPTION + "]"),
                variant(
                        "a purpose denied",
                                "consent none for payment" + YEAR + " & consent portal+tls for treatment" + YEAR,
                        "/provision/provision", "[{\"type\": \"deny\", \"purpose\": [" + purpose("HPAYMT") + "]}]"),
                variant(
                        "a channel denied", "consent portal for treatment+payment" + YEAR,
                        "/provision/provision", "[{\"type\": \"deny\", \"code\": [" + channel("tls") + "]}]"),
                variant(
                        "everything denied again",
                        "consent none for treatment+payment" + YEAR,
                        "/provision/provision",
                        "[{\"type\": \"deny\"}]"),
                variant(
                        "an exception to an exception",
                        "consent none for payment" + YEAR + " & consent portal for treatment" + YEAR,
                        "/provision/provision",
                        "[{\"type\": \"deny\", \"provision\": [{\"type\": \"permit\", \"purpose\": [" + purpose("TREAT")
                                + "], \"code\": [" + channel("portal") + "]}]}]"),
                variant(
                        "a denial beside one that permits again",
                        "consent portal for treatment+payment" + YEAR,
                        "/provision/provision",
                        "[" + deny("tls", "") + "," + deny("tls", permit("tls")) + "]"),
                variant(
                        "a denial behind one that permits again",
                        "consent portal for treatment+payment" + YEAR,
                        "/provision/provision",
                        "[" + deny("tls", permit("tls")) + "," + deny("tls", "") + "]"),
                variant(
                        "a denial of which all is permitted again",
                        both + YEAR,
                        "/provision/provision",
                        "[" + deny("tls", permit("tls")) + "]"),
                variant(
                        "the code's own words and version",
                        both + YEAR,
                        "/policyRule/text",
                        "\"Opt-in\"",
                        "/policyRule/coding/0/version",
                        "\"2018-08-12\"",
                        "/provision/code/0/text",
                        "\"E-mail over proven TLS\"",
                        "/provision/code/0/coding/0/version",
                        "\"1\"",
                        "/provision/action/0/text",
                        "\"disclose\""),
                variant(
                        "a denial of what was not permitted", both + YEAR,
                        "/provision/provision", "[{\"type\": \"deny\", \"code\": [" + channel("unencrypted") + "]}]"),
                variant("no e-mail", "consent none for marketing+all", "/policyRule", act("OPTOUT"), "/provision", ""),
                variant(
                        "no e-mail for a while",
                        "consent none for marketing+all" + YEAR,
                        "/policyRule",
                        act("OPTOUT"),
                        "/provision",
                        "{\"type\": \"deny\", \"period\": {\"end\": \"2027-01-30\"}}"),
                variant(
                        "no e-mail for a purpose",
                        "consent none for payment",
                        "/provision",
                        "{\"type\": \"deny\", \"purpose\": [" + purpose("HPAYMT") + "]}"),
                variant(
                        "a request",
                        "request portal+tls for all" + YEAR,
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision/purpose",
                        ORDINARY),
                variant(
                        "a request for no e-mail",
                        "request none for marketing+all",
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision",
                        "{\"type\": \"deny\"}"),
                variant(
                        "an authorisation",
                        "authorization  for marketing",
                        "/policyRule",
                        own("marketing-authorization"),
                        "/provision",
                        "{\"type\": \"permit\", \"purpose\": [" + purpose("HMARKT") + "]}"),
                variant(
                        "wrote first",
                        "consent portal+smime+tls for treatment+payment" + YEAR,
                        "/policyRule",
                        own("wrote-first"),
                        "/provision/code/-",
                        channel("smime")),
                variant("expired", both + " until 2026-02-02T00:00:00Z", "/provision/period/end", "\"2026-02-01\""),
                variant("a period that has not begun", "not begun", "/provision/period/start", "\"2026-06-02\""),
                variant("a draft, whatever is in it", "not active", "/status", "\"draft\"", "/frob", "1"),
                variant("proposed", "not active", "/status", "\"proposed\""),
                variant("rejected", "not active", "/status", "\"rejected\""),
                variant("inactive", "not active", "/status", "\"inactive\""),
                variant("entered in error", "not active", "/status", "\"entered-in-error\""));
    }

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
                variant("no type", "Consent.provision.type", "/provision/type", ""),
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
                        "a verification that failed",
                        "Consent.verification",
                        "/verification",
                        "[{\"verified\": false}]"),
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
    @MethodSource("taken")
    void tellsExactlyWhatItSays(String name, String expected, String[] edits) {
        assertThat(ConsentJson.told(edited(edits))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatIsNotUnderstoodAndNamesTheElement(String name, String element, String[] edits) {
        assertThat(ConsentJson.told(edited(edits))).isEqualTo("refused " + element);
    }

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
        ConsentReader reader = new ConsentReader(new PatientIdSystem(Optional.of(system)));
        ResourceText text = ConsentJson.text(ConsentJson.valid());

        if (taken) {
            assertThat(reader.read(text, reference -> Optional.empty(), ConsentJson.NOW))
                    .isInstanceOf(ToldConsent.Given.class);
        } else {
            assertThatThrownBy(() -> reader.read(text, reference -> Optional.empty(), ConsentJson.NOW))
                    .hasMessageContaining("sealpost.fhir.patient-system");
        }
    }

    private static NewConsent only(ObjectNode consent) throws ResourceRefused {
        return ((ToldConsent.Given) ConsentJson.read(ConsentJson.text(consent)))
                .consents()
                .getFirst();
    }

    private static ObjectNode edited(String... edits) {
        ObjectNode consent = ConsentJson.valid();
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }
}
