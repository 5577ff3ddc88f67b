package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.MessageInspection.Inspected;
import org.sealpost.policy.RuleTest.Expectation;

/** Runs tests of rules. */
public final class RuleTestRunner {

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
            Inspected inspected = test.trial().inspect(inspection);
            for (Mailbox recipient : test.expectations().keySet()) {
                ChangedOutcome outcome = new ChangedOutcome(
                        test.name(),
                        recipient,
                        test.trial().decide(recipient, inspected, before),
                        test.trial().decide(recipient, inspected, after));
                if (!outcome.changes().isEmpty()) {
                    changed.add(outcome);
                }
            }
        }
        return changed;
    }

    private RuleTestResult run(RuleTest test, Decider decider) {
        List<RuleTestResult.Mismatch> mismatches = new ArrayList<>();
        Inspected inspected = test.trial().inspect(inspection);
        for (Map.Entry<Mailbox, Expectation> expected : test.expectations().entrySet()) {
            Decision decision = test.trial().decide(expected.getKey(), inspected, decider);
            for (String difference : RuleTestDifferences.between(expected.getValue(), decision)) {
                String text = expected.getKey() + ": " + difference + " (" + decision.summary() + ")";
                mismatches.add(new RuleTestResult.Mismatch(expected.getValue().line(), text));
            }
        }
        return new RuleTestResult(test.name(), test.line(), mismatches);
    }
}
