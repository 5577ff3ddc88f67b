package org.sealpost.policy;

import java.util.List;

/** What became of reading a rules file. */
public sealed interface RuleSetResult {

    /** The file is right. */
    record Valid(RuleSet rules) implements RuleSetResult {}

    /** The file is wrong; nothing of it may be used. The errors come in the order of the file, at least one. */
    record Invalid(List<RuleError> errors) implements RuleSetResult {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
