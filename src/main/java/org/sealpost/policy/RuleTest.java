package org.sealpost.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.Mailbox;

/**
 * A test of rules: a message, what is on record of its recipients, and what must be decided.
 *
 * @param line where it starts in its file
 * @param expectations what must be decided, by recipient
 */
public record RuleTest(String name, int line, Trial trial, Map<Mailbox, Expectation> expectations) {

    public RuleTest {
        expectations = new LinkedHashMap<>(expectations);
    }

    /**
     * What must be decided for one recipient; what is absent is not compared.
     *
     * @param line where it stands in the file
     * @param rule a rule that must have matched
     * @param rules the rules that must have matched, and no other
     * @param without rules that must not have matched
     * @param refused the text that the sender must get
     * @param via the next hop as {@code host:port}
     * @param tags all marks
     * @param notices all texts that are added to the message
     * @param invite whether the patient is asked what they prefer
     */
    public record Expectation(
            int line,
            Optional<Protection> protection,
            Optional<String> rule,
            Optional<List<String>> rules,
            List<String> without,
            Optional<String> refused,
            Optional<String> via,
            Optional<List<String>> tags,
            Optional<List<String>> notices,
            Optional<Boolean> invite) {

        public Expectation {
            without = List.copyOf(without);
        }
    }
}
