package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.MessageInspection.Inspected;
import org.sealpost.policy.RuleTest.Expectation;
import org.sealpost.policy.RuleTest.PatientOnRecord;

/** Runs the tests that stand in a rules file. */
public final class RuleTestRunner {

    /** Why a recipient who is no patient cannot be served through the portal. */
    public static final String NO_PORTAL_IDENTITY = "only a patient on record can open the portal";

    private final MessageInspection inspection;

    /** @param inspection the detectors that look into the messages */
    public RuleTestRunner(MessageInspection inspection) {
        this.inspection = inspection;
    }

    /** Runs every test, in the order of the file. */
    public List<RuleTestResult> run(RuleSet rules) {
        Decider decider = new Decider(rules);
        return rules.tests().stream().map(test -> run(test, decider)).toList();
    }

    private RuleTestResult run(RuleTest test, Decider decider) {
        List<RuleTestResult.Mismatch> mismatches = new ArrayList<>();
        Inspected inspected = inspection.inspect(test.message());
        for (Map.Entry<Mailbox, Expectation> expected : test.expectations().entrySet()) {
            Decision decision = decide(test, expected.getKey(), inspected, decider);
            for (String difference : differences(expected.getValue(), decision)) {
                String text = expected.getKey() + ": " + difference + " (" + decision.summary() + ")";
                mismatches.add(new RuleTestResult.Mismatch(expected.getValue().line(), text));
            }
        }
        return new RuleTestResult(test.name(), test.line(), mismatches);
    }

    private static Decision decide(RuleTest test, Mailbox recipient, Inspected inspected, Decider decider) {
        Optional<PatientOnRecord> onRecord = Optional.ofNullable(test.patients().get(recipient));
        FindingFacts found = inspected.findings();
        Facts facts = new Facts(
                MessageFacts.of(PracticeId.DEFAULT, test.message()),
                SenderFacts.of(test.from()),
                RecipientFacts.of(recipient),
                onRecord.map(PatientOnRecord::patient).orElse(PatientFacts.stranger()),
                onRecord.map(PatientOnRecord::consent).orElse(new ConsentFacts.NotAPatient()),
                test.otherPatient() ? found.withOtherPatient() : found,
                inspected.attachments(),
                test.time(),
                inspected.failures());
        Feasibility feasibility = onRecord.isPresent()
                ? test.feasibility()
                : test.feasibility().without(Protection.PORTAL, NO_PORTAL_IDENTITY);
        return decider.decide(facts, feasibility);
    }

    private static List<String> differences(Expectation expected, Decision decision) {
        List<String> differences = new ArrayList<>();
        expected.protection()
                .filter(level -> level != decision.protection())
                .ifPresent(level -> differences.add("expected " + level.key() + ", got "
                        + decision.protection().key()));
        expected.rule()
                .filter(rule -> !decision.rules().contains(rule))
                .ifPresent(rule -> differences.add("expected rule \"" + rule + "\", got "
                        + (decision.rules().isEmpty() ? "none" : decision.rules())));
        expected.refused()
                .filter(text -> !decision.refusalText().equals(Optional.of(text)))
                .ifPresent(text -> differences.add("expected the refusal \"" + text + "\", got "
                        + decision.refusalText().map(got -> "\"" + got + "\"").orElse("none")));
        expected.via()
                .filter(via -> !decision.route().map(Route::toString).equals(Optional.of(via)))
                .ifPresent(via -> differences.add("expected via " + via + ", got "
                        + decision.route().map(Route::toString).orElse("none")));
        return differences;
    }
}
