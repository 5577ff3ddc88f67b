package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.PracticeId;

/** Facts for tests, each a harmless message that is varied in one respect. */
final class Sample {

    static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-23T10:00:00-05:00[America/New_York]");

    private Sample() {}

    static Facts toStranger(FindingFacts findings) {
        return facts(Map.of(), new ConsentFacts.NotAPatient(), findings, List.of());
    }

    static Facts toPatient(ConsentFacts consent, FindingFacts findings) {
        return facts(Map.of(), consent, findings, List.of());
    }

    static Facts facts(
            Map<String, List<String>> headers, ConsentFacts consent, FindingFacts findings, List<String> failures) {
        boolean patient = !(consent instanceof ConsentFacts.NotAPatient);
        return new Facts(
                new MessageFacts(PracticeId.DEFAULT, "Your visit", "office@practice.example", 2048, headers),
                new SenderFacts("office@practice.example", "office", "practice.example"),
                new RecipientFacts("jane.roe@mail.example", "jane.roe", "mail.example"),
                patient ? new PatientFacts(true, 1, "en") : PatientFacts.stranger(),
                consent,
                findings,
                List.of(new AttachmentFacts("jane-roe-results.pdf", "application/pdf", 1024)),
                NOW,
                failures);
    }

    static ConsentFacts.Granted consentTo(ConsentChannel... channels) {
        EnumSet<ConsentChannel> all = EnumSet.noneOf(ConsentChannel.class);
        all.addAll(List.of(channels));
        return new ConsentFacts.Granted(
                all,
                EnumSet.of(ConsentPurpose.TREATMENT),
                Optional.of("form 12, signed by Jane Roe"),
                "consent-1",
                Optional.empty());
    }

    static FindingFacts phi() {
        return new FindingFacts(Map.of("diagnosis-code", 1, "phone", 2), false, true, false, List.of());
    }

    static FindingFacts otherPatient() {
        return new FindingFacts(Map.of("mrn", 1), true, false, true, List.of());
    }

    static FindingFacts uninspectable() {
        return new FindingFacts(Map.of(), false, false, false, List.of("an encrypted archive"));
    }

    static RuleSet rules(String yaml) {
        return switch (RuleSet.parse(yaml, "rules.yaml")) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> throw new AssertionError(errors);
        };
    }
}
