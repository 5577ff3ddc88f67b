package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What may be done with a message, as a table for a privacy officer. A row reads: to whom, what they agreed to, what was
 * found in the message, what the sender says of it, which rule the practice has, and the ways that are left, the weakest
 * first. The first that is possible is taken; "hold" at the end means that a person decides when none is.
 */
class DecisionTableTest {

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}, {4}")
    @CsvSource(delimiter = '|', textBlock = """
        # to whom             | agreed to            | found         | the sender says     | rule          | ways that are left

        # Someone who is no patient: what is found decides. Who someone is and how someone is count alone and together.
        a stranger            | -                    | nothing       | nothing             | none          | plain tls verified-tls smime portal hold
        a stranger            | -                    | contact       | nothing             | none          | plain tls verified-tls smime portal hold
        a stranger            | -                    | who           | nothing             | none          | verified-tls smime portal hold
        a stranger            | -                    | how           | nothing             | none          | verified-tls smime portal hold
        a stranger            | -                    | who and how   | nothing             | none          | verified-tls smime portal hold
        a stranger            | -                    | other patient | nothing             | none          | verified-tls smime portal hold
        a stranger            | -                    | unreadable    | nothing             | none          | verified-tls smime portal hold
        a stranger            | -                    | nothing       | for marketing       | none          | plain tls verified-tls smime portal hold

        # Malware goes nowhere without a person, whoever it is for and whatever was agreed to.
        a stranger            | -                    | malware       | nothing             | none          | hold
        a patient             | unencrypted          | malware       | nothing             | none          | hold
        a patient             | no e-mail            | malware       | nothing             | none          | reject

        # A patient who wrote first may be answered, but nobody warned them of ordinary mail.
        a patient             | wrote first          | nothing       | nothing             | none          | verified-tls smime portal hold
        a patient             | wrote first          | who and how   | nothing             | none          | verified-tls smime portal hold
        a patient             | wrote first          | nothing       | for marketing       | none          | smime portal hold
        a patient             | nothing              | nothing       | nothing             | none          | smime portal hold
        a family              | wrote first, portal  | nothing       | nothing             | none          | portal hold
        a family              | wrote first, nothing | nothing       | nothing             | none          | smime portal hold
        a family              | tls, no e-mail       | nothing       | nothing             | none          | reject

        # Consent is given for purposes; none stands for treatment when the sender says nothing.
        a patient             | tls                  | nothing       | for treatment       | none          | verified-tls hold
        a patient             | tls                  | nothing       | for payment         | none          | smime portal hold
        a patient             | tls for all          | nothing       | for payment         | none          | verified-tls hold
        a patient             | tls for all          | nothing       | for operations      | none          | verified-tls hold
        a patient             | tls for all          | nothing       | for gossip          | none          | hold
        a patient             | tls for all          | nothing       | for payment, twice  | none          | hold
        a stranger            | -                    | nothing       | for gossip          | none          | hold

        # Marketing needs the patient's authorisation besides the consent (45 CFR 164.508); "all" does not cover it.
        a patient             | tls for all          | nothing       | for marketing       | none          | smime portal hold
        a patient             | tls for marketing    | nothing       | for marketing       | none          | smime portal hold
        one who authorised it | tls for marketing    | nothing       | for marketing       | none          | verified-tls hold
        one who authorised it | tls for all          | nothing       | for marketing       | none          | smime portal hold

        # A request for certain ways (45 CFR 164.522(b)) leaves only these. It lowers nothing, and no rule beats it.
        one who asked for S/MIME | tls for all       | nothing       | nothing             | none          | smime hold
        one who asked for portal | unencrypted, tls, portal as one | nothing | nothing     | none          | portal hold
        one who asked for portal | wrote first       | nothing       | nothing             | none          | portal hold
        one who asked for portal | wrote first       | nothing       | nothing             | exactly smime | portal hold
        one who asked for portal | wrote first       | nothing       | nothing             | exactly tls   | portal hold
        one who asked for TLS | wrote first          | nothing       | nothing             | exactly portal | hold
        one who asked for TLS | wrote first          | nothing       | nothing             | require smime | hold
        one who asked for TLS | wrote first          | nothing       | at least portal     | none          | hold
        one who asked for TLS | nothing              | nothing       | nothing             | none          | hold

        # Who asked for another address is not written to at this one, whatever was agreed to and whatever rules say.
        one who asked for TLS elsewhere | tls for all | nothing      | nothing             | none          | reject
        one who asked for TLS elsewhere | unencrypted, tls, portal as one | nothing | nothing | exactly tls | reject
        one who asked elsewhere for some | tls for all | nothing    | nothing             | none          | hold
        a family, one elsewhere | tls, tls           | nothing       | nothing             | none          | hold
        a patient             | wrote first          | nothing       | nothing             | exactly smime | smime hold

        # Substance-use records (42 CFR Part 2) never leave as ordinary mail, by the patient's label or the message's.
        a part 2 patient      | unencrypted          | nothing       | nothing             | none          | verified-tls hold
        a part 2 patient      | portal               | nothing       | nothing             | none          | portal hold
        a patient             | unencrypted          | nothing       | part2               | none          | verified-tls hold
        a stranger            | -                    | nothing       | part2               | none          | verified-tls smime portal hold
        a stranger            | -                    | nothing       | part 3              | none          | hold

        # Nor do records that their system labels as restricted, of which no more is known.
        a restricted patient  | unencrypted          | nothing       | nothing             | none          | verified-tls hold
        a restricted patient  | portal               | nothing       | nothing             | none          | portal hold
        a restricted patient  | nothing              | nothing       | nothing             | none          | smime portal hold
        """)
    void leavesTheseWays(String whom, String agreed, String found, String says, String rule, String ways) {
        assertThat(candidates(whom, agreed, found, says, rule)).isEqualTo(ways);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # to whom        | the sender says | the notice of 42 CFR 2.32
        a part 2 patient | nothing         | yes
        a patient        | part2           | yes
        a stranger       | part2           | yes
        a patient        | nothing         | no
        a restricted patient | nothing     | no
        a stranger       | for payment     | no
        """)
    void addsTheNoticeOfSubstanceUseRecords(String whom, String says, String notice) {
        List<String> notices = decider("none")
                .require(facts(whom, "tls", "nothing", says))
                .additions()
                .notices();

        assertThat(notices)
                .isEqualTo(
                        notice.equals("yes")
                                ? List.of("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
                                : List.of());
    }

    private static String candidates(String whom, String agreed, String found, String says, String rule) {
        return decider(rule).require(facts(whom, agreed, found, says)).candidates().stream()
                .map(Protection::key)
                .collect(Collectors.joining(" "));
    }

    /** {@code exactly smime} is a rule that matches every message. */
    private static Decider decider(String rule) {
        return rule.equals("none")
                ? new Decider(RuleSet.empty())
                : new Decider(Sample.rules(
                        "version: 1\nrules: [{name: a, when: 'true', " + rule.replace(" ", ": ") + "}]\n"));
    }

    private static Facts facts(String whom, String agreed, String found, String says) {
        ConsentFacts consent = whom.equals("a stranger") ? new ConsentFacts.NotAPatient() : consent(agreed);
        Facts facts = Sample.facts(headers(says), consent, found(found), List.of());
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                patient(whom),
                consent,
                facts.findings(),
                facts.attachments(),
                facts.time());
    }

    private static PatientFacts patient(String whom) {
        return switch (whom) {
            case "a stranger" -> PatientFacts.stranger();
            case "a patient" -> new PatientFacts(true, 1, "en");
            case "a family" -> new PatientFacts(true, 2, "en");
            case "a part 2 patient" -> new PatientFacts(true, 1, "en", true, false, false, List.of());
            case "a restricted patient" -> new PatientFacts(true, 1, "en", false, true, false, List.of());
            case "one who authorised it" -> new PatientFacts(true, 1, "en", false, false, true, List.of());
            case "one who asked for portal" -> asked(ConsentChannel.PORTAL);
            case "one who asked for TLS" -> asked(ConsentChannel.TLS);
            case "one who asked for S/MIME" -> asked(ConsentChannel.SMIME);
            case "one who asked for TLS elsewhere" -> askedElsewhere(1, true);
            case "one who asked elsewhere for some" -> askedElsewhere(1, false);
            case "a family, one elsewhere" -> askedElsewhere(2, true);
            default -> throw new AssertionError("the table does not explain " + whom);
        };
    }

    private static PatientFacts asked(ConsentChannel channel) {
        ConfidentialRequest request = new ConfidentialRequest("request", Set.of(channel));
        return new PatientFacts(true, 1, "en", false, false, false, List.of(request));
    }

    private static PatientFacts askedElsewhere(int sharing, boolean sure) {
        ConfidentialRequest request = new ConfidentialRequest("request", Set.of(ConsentChannel.TLS), true, sure);
        return new PatientFacts(true, sharing, "en", false, false, false, List.of(request));
    }

    /** Of several patients separated by a comma. */
    private static ConsentFacts consent(String agreed) {
        if (agreed.endsWith(" as one")) {
            return granted(agreed.substring(0, agreed.length() - " as one".length()), ConsentPurpose.TREATMENT);
        }
        List<ConsentFacts> each =
                Arrays.stream(agreed.split(", ")).map(DecisionTableTest::one).toList();
        return each.size() == 1 ? each.getFirst() : new ConsentFacts.Shared(each);
    }

    private static ConsentFacts one(String agreed) {
        return switch (agreed) {
            case "nothing" -> new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
            case "wrote first" -> new ConsentFacts.WroteFirst("first");
            case "no e-mail" -> new ConsentFacts.Refused("refusal");
            case "tls for all" -> granted("tls", ConsentPurpose.ALL);
            case "tls for marketing" -> granted("tls", ConsentPurpose.MARKETING);
            default -> granted(agreed, ConsentPurpose.TREATMENT);
        };
    }

    private static ConsentFacts granted(String channels, ConsentPurpose purpose) {
        Set<ConsentChannel> all = Arrays.stream(channels.split(", "))
                .map(channel -> ConsentChannel.parse(channel).orElseThrow())
                .collect(Collectors.toSet());
        return new ConsentFacts.Granted(all, EnumSet.of(purpose), Optional.of("form 12"), "consent", Optional.empty());
    }

    private static FindingFacts found(String found) {
        Map<String, Integer> mrn = Map.of("mrn", 1);
        return switch (found) {
            case "nothing" -> FindingFacts.nothing();
            case "contact" -> new FindingFacts(Map.of("phone", 1), false, false, false, List.of());
            case "who" -> new FindingFacts(mrn, true, false, false, List.of());
            case "how" -> new FindingFacts(Map.of("condition", 1), false, true, false, List.of());
            case "who and how" -> new FindingFacts(mrn, true, true, false, List.of());
            case "other patient" -> new FindingFacts(mrn, true, false, true, List.of());
            case "unreadable" -> new FindingFacts(Map.of(), false, false, false, List.of("a part"));
            case "malware" ->
                new FindingFacts(Map.of(), false, false, false, Optional.of("Eicar"), Set.of(), List.of());
            default -> throw new AssertionError("the table does not explain " + found);
        };
    }

    private static Map<String, List<String>> headers(String says) {
        Map<String, List<String>> headers = new HashMap<>();
        switch (says) {
            case "nothing" -> {}
            case "part2", "part 3" -> headers.put("X-Sealpost-Label", List.of(says));
            case "at least portal" -> headers.put("X-Sealpost-Require", List.of("portal"));
            case "for payment, twice" -> headers.put("X-Sealpost-Purpose", List.of("payment", "payment"));
            default -> headers.put("X-Sealpost-Purpose", List.of(says.substring("for ".length())));
        }
        return headers;
    }
}
