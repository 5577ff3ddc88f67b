package org.sealpost.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * What of a condition can be told from the facts alone, without making the variables and evaluating it: for most rules and
 * most messages, that it is false. It says so only of what the evaluation would find false, too, and would not fail at.
 */
@FunctionalInterface
interface Screen {

    /** What a look comes to. */
    enum Answer {
        TRUE,
        FALSE,
        /** It may be either, or fail. */
        OPEN
    }

    Answer look(Facts facts);

    /** Whether the condition certainly does not hold. */
    default boolean excludes(Facts facts) {
        return look(facts) == Answer.FALSE;
    }

    /** Of what only an evaluation can tell. */
    static Screen open() {
        return facts -> Answer.OPEN;
    }

    /** Of what can be told in full. */
    static Screen exact(Predicate<Facts> test) {
        return facts -> test.test(facts) ? Answer.TRUE : Answer.FALSE;
    }

    static Screen not(Screen one) {
        return facts -> switch (one.look(facts)) {
            case TRUE -> Answer.FALSE;
            case FALSE -> Answer.TRUE;
            case OPEN -> Answer.OPEN;
        };
    }

    /** False as soon as one is: in CEL {@code false && failure} is false, whichever side comes first. */
    static Screen all(List<Screen> operands) {
        return joined(operands, Answer.FALSE, Answer.TRUE);
    }

    /** True as soon as one is. */
    static Screen any(List<Screen> operands) {
        return joined(operands, Answer.TRUE, Answer.FALSE);
    }

    private static Screen joined(List<Screen> operands, Answer decisive, Answer otherwise) {
        Screen[] each = operands.toArray(Screen[]::new);
        return facts -> {
            Answer answer = otherwise;
            for (Screen one : each) {
                Answer found = one.look(facts);
                if (found == decisive) {
                    return decisive;
                }
                answer = found == Answer.OPEN ? Answer.OPEN : answer;
            }
            return answer;
        };
    }
}
