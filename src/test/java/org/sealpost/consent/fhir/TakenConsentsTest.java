package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.consent.fhir.ConsentVariants.ORDINARY;
import static org.sealpost.consent.fhir.ConsentVariants.act;
import static org.sealpost.consent.fhir.ConsentVariants.channel;
import static org.sealpost.consent.fhir.ConsentVariants.deny;
import static org.sealpost.consent.fhir.ConsentVariants.edited;
import static org.sealpost.consent.fhir.ConsentVariants.extension;
import static org.sealpost.consent.fhir.ConsentVariants.own;
import static org.sealpost.consent.fhir.ConsentVariants.permit;
import static org.sealpost.consent.fhir.ConsentVariants.purpose;
import static org.sealpost.consent.fhir.ConsentVariants.variant;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Consent tells that is understood, variant by variant. */
class TakenConsentsTest {

    private static final String YEAR = " until 2027-01-31T00:00:00Z";

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
                variant("without a type at the root, as R4 has it", both + YEAR, "/provision/type", ""),
                variant(
                        "without one, and a channel denied for a purpose",
                        "consent portal for payment" + YEAR + " & consent portal+tls for treatment" + YEAR,
                        "/provision/type",
                        "",
                        "/provision/provision",
                        "[" + ConsentJson.EXCEPTION + "]"),
                variant(
                        "a request without one",
                        "request portal+tls for all" + YEAR,
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision/type",
                        "",
                        "/provision/purpose",
                        ORDINARY),
                variant(
                        "an authorisation without one",
                        "authorization  for marketing",
                        "/policyRule",
                        own("marketing-authorization"),
                        "/provision",
                        "{\"purpose\": [" + purpose("HMARKT") + "]}"),
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
                        "a request for one address",
                        "request portal+tls for all" + YEAR + " at work@patients.example",
                        "/policyRule",
                        own("confidential-communication"),
                        "/provision/purpose",
                        ORDINARY,
                        "/extension",
                        extension("consent-only-at", "\"valueString\": \"work@patients.example\"")),
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void tellsExactlyWhatItSays(String name, String expected, String[] edits) {
        assertThat(ConsentJson.told(edited(edits))).isEqualTo(expected);
    }
}
