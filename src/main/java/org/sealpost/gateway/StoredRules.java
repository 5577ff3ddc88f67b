package org.sealpost.gateway;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;

/**
 * Makes of a stored version the rules that are in force. A version was right for the program that stored it; another may
 * find it wrong, such as an older one after a rollback. What somebody demanded must then not be missing silently.
 */
final class StoredRules {

    private static final Logger LOG = Logger.getLogger(StoredRules.class);

    private StoredRules() {}

    /**
     * @param before the practice's rules that are in force here so far
     * @return what is in force from now on. Of a version that is not understood: what was understood before, or, where that
     *     is nothing, rules that hold everything
     */
    static RuleSet read(PracticeId practice, long number, String yaml, Optional<RuleSet> before) {
        return switch (RuleSet.parse(yaml, "rules version " + number)) {
            case RuleSetResult.Valid(RuleSet rules) -> {
                LOG.infof(
                        "Rules version %d of practice %s is in force: %d rules.",
                        number, practice, rules.names().size());
                if (!rules.warnings().isEmpty()) {
                    // Without the conditions, which may name people.
                    LOG.warnf(
                            "%d of them are most likely not meant as they stand: see './sealpost rules check'.",
                            rules.warnings().size());
                }
                yield rules.numbered(number);
            }
            case RuleSetResult.Invalid(var errors) -> {
                String wrong = "Rules version " + number + " of practice " + practice
                        + " is not understood by this program (" + errors.getFirst() + ")";
                Optional<RuleSet> understood = before.filter(StoredRules::isOfAVersion);
                if (understood.isPresent()) {
                    LOG.errorf(
                            "%s; version %d stays in force.",
                            wrong, understood.get().version());
                } else {
                    LOG.errorf("%s; until it is corrected, %s", wrong, whatToDo(practice, number));
                }
                yield understood.orElseGet(() -> RuleSet.notUnderstood(yaml, number));
            }
        };
    }

    /** No rules at all, as before the first version is read, are none that could stay in force. */
    private static boolean isOfAVersion(RuleSet rules) {
        return rules.version() > 0 && rules.isUnderstood();
    }

    private static String whatToDo(PracticeId practice, long number) {
        boolean all = practice.equals(PracticeId.DEFAULT);
        String whose = all ? "" : " --practice " + practice;
        return (all ? "all mail" : "the practice's mail") + " is held: see './sealpost rules show " + number + whose
                + "', correct the text and bring it into force by './sealpost rules put FILE" + whose + "'.";
    }
}
