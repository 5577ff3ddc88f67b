package org.sealpost.policy;

import java.util.List;

/**
 * What became of one test of a rules file.
 *
 * @param line where the test starts
 * @param mismatches what was decided otherwise than expected; none when the test passed
 */
public record RuleTestResult(String name, int line, List<Mismatch> mismatches) {

    public RuleTestResult {
        mismatches = List.copyOf(mismatches);
    }

    /** One expectation that was not met, and the line on which it stands. */
    public record Mismatch(int line, String text) {}

    /** Whether all was as expected. */
    public boolean passed() {
        return mismatches.isEmpty();
    }
}
