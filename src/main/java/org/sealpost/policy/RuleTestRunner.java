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

/** Runs tests of rules. */
public final class RuleTestRunner {

    /** Why a recipient who is no patient cannot be served through the portal. */
    public static final String NO_PORTAL_IDENTITY = "only a patient on record can open the portal";

    private final MessageInspection inspection;

    /** @param inspection the detectors that look into the messages */
    public RuleTestRunner(MessageInspection inspection) {
        this.inspection = inspection;
    }

    /** Runs every test that stands in a rules file, in its order. */
    public List<RuleTestResult> run(RuleSet rules) {
        return run(rules.tests(), new Decider(rules));
    }

    /** Runs tests, in their order. */
    public List<RuleTestResult> run(List<RuleTest> tests, Decider decider) {
        return tests.stream().map(test -> run(test, decider)).toList();
    }

    /** The messages of tests that two deciders treat otherwise, for each recipient of whom a test expects something. */
    public List<ChangedOutcome> compare(List<RuleTest> tests, Decider before, Decider after) {
        List<ChangedOutcome> changed = new ArrayList<>();
        for (RuleTest test : tests) {
            Inspected inspected = inspection.inspect(test.message());
            for (Mailbox recipient : test.expectations().keySet()) {
                ChangedOutcome outcome = new ChangedOutcome(
                        test.name(),
                        recipient,
                        decide(test, recipient, inspected, before),
                        decide(test, recipient, inspected, after));
                if (!outcome.changes().isEmpty()) {
                    changed.add(outcome);
                }
            }
        }
        return changed;
    }

    private RuleTestResult run(RuleTest test, Decider decider) {
        List<RuleTestResult.Mismatch> mismatches = new ArrayList<>();
        Inspected inspected = inspection.inspect(test.message());
        for (Map.Entry<Mailbox, Expectation> expected : test.expectations().entrySet()) {
            Decision decision = decide(test, expected.getKey(), inspected, decider);
            for (String difference : RuleTestDifferences.between(expected.getValue(), decision)) {
                String text = expected.getKey() + ": " + difference + " (" + decision.summary() + ")";
                mismatches.add(new RuleTestResult.Mismatch(expected.getValue().line(), text));
            }
        }
        return new RuleTestResult(test.name(), test.line(), mismatches);
    }

    private static Decision decide(RuleTest test, Mailbox recipient, Inspected inspected, Decider decider) {
        Optional<PatientOnRecord> onRecord = Optional.ofNullable(test.patients().get(recipient));
        Facts facts = new Facts(
                MessageFacts.of(PracticeId.DEFAULT, test.message()),
                SenderFacts.of(test.from()),
                RecipientFacts.of(recipient),
                onRecord.map(PatientOnRecord::patient).orElse(PatientFacts.stranger()),
                onRecord.map(PatientOnRecord::consent).orElse(new ConsentFacts.NotAPatient()),
                test.found().with(inspected.findings()),
                inspected.attachments(),
                test.time(),
                inspected.failures());
        return decider.decide(facts, test.world().of(recipient, onRecord.isPresent()));
    }
}
