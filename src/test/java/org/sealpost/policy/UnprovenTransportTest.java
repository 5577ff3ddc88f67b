package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The last line of defence by itself, for a patient who accepts ordinary mail. The floors, which demand the same, are not asked:
 * each of these alone forbids it.
 */
class UnprovenTransportTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, true",
        "substance-use records, false",
        "restricted records, false",
        "a label on the message, false",
        "a purpose that cannot be read, false",
        "malware, false",
        "a failed lookup, false",
        "another patient, false",
        "a request for the portal, false",
        "a request for ordinary mail, true",
        "no evidence, false",
        "no consent, false",
    })
    void isPermittedUnlessOneThingForbidsIt(String thing, boolean permitted) {
        assertThat(UnprovenTransport.isPermitted(facts(thing))).isEqualTo(permitted);
    }

    private static Facts facts(String thing) {
        Facts facts = Sample.facts(headers(thing), consent(thing), findings(thing), failures(thing));
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                new PatientFacts(
                        true,
                        1,
                        "en",
                        thing.equals("substance-use records"),
                        thing.equals("restricted records"),
                        false,
                        requests(thing)),
                facts.consent(),
                facts.findings(),
                facts.attachments(),
                facts.time(),
                facts.failures());
    }

    private static Map<String, List<String>> headers(String thing) {
        return switch (thing) {
            case "a label on the message" -> Map.of("X-Sealpost-Label", List.of("part2"));
            case "a purpose that cannot be read" -> Map.of("X-Sealpost-Purpose", List.of("gossip"));
            default -> Map.of();
        };
    }

    private static ConsentFacts consent(String thing) {
        ConsentFacts.Granted accepted = Sample.consentTo(ConsentChannel.UNENCRYPTED);
        return switch (thing) {
            case "no consent" -> new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
            case "no evidence" ->
                new ConsentFacts.Granted(
                        accepted.channels(),
                        accepted.purposes(),
                        Optional.empty(),
                        accepted.consentId(),
                        accepted.expires());
            default -> accepted;
        };
    }

    private static FindingFacts findings(String thing) {
        return switch (thing) {
            case "another patient" -> Sample.otherPatient();
            case "malware" ->
                new FindingFacts(Map.of(), false, false, false, Optional.of("Eicar"), Set.of(), List.of());
            default -> FindingFacts.nothing();
        };
    }

    private static List<String> failures(String thing) {
        return thing.equals("a failed lookup") ? List.of("a lookup failed") : List.of();
    }

    private static List<ConfidentialRequest> requests(String thing) {
        return switch (thing) {
            case "a request for the portal" ->
                List.of(new ConfidentialRequest("request", Set.of(ConsentChannel.PORTAL)));
            case "a request for ordinary mail" ->
                List.of(new ConfidentialRequest("request", Set.of(ConsentChannel.UNENCRYPTED)));
            default -> List.of();
        };
    }
}
