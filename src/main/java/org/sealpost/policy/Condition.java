package org.sealpost.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/** A compiled condition of a rule. It can be evaluated by many threads at once and never throws. */
final class Condition {

    private final CelRuntime.Program program;
    private final ConditionTree tree;
    private final Screen screen;

    Condition(CelRuntime.Program program, ConditionTree tree) {
        this.program = program;
        this.tree = tree;
        this.screen = tree.screen();
    }

    /** What it says, as far as that can be told without a message. */
    ConditionTree tree() {
        return tree;
    }

    /** Whether it certainly does not hold, so that an evaluation would say so without fail. */
    boolean isExcludedBy(Facts facts) {
        return screen.excludes(facts);
    }

    /** What an evaluation came to. */
    sealed interface Outcome {
        record Fits() implements Outcome {}

        record Differs() implements Outcome {}

        /** The kind of fault; the fault's own text may hold content and is not kept. */
        record Failed(String code) implements Outcome {}
    }

    Outcome evaluate(Variables variables) {
        try {
            Object value = program.eval(variables.asMap());
            return value instanceof Boolean fits
                    ? (fits ? new Outcome.Fits() : new Outcome.Differs())
                    : new Outcome.Failed("it gave no yes or no");
        } catch (CelEvaluationException fault) {
            return new Outcome.Failed(words(fault.getErrorCode()));
        } catch (RuntimeException | StackOverflowError fault) {
            return new Outcome.Failed("an internal fault");
        }
    }

    private static String words(CelErrorCode code) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> "it asks for an entry that is not there";
            case INDEX_OUT_OF_BOUNDS -> "it reads past the end of a list or text";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case ITERATION_BUDGET_EXCEEDED -> "it goes through too many entries";
            case INVALID_ARGUMENT, BAD_FORMAT -> "a function got an argument that it cannot take";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND -> "a function got an argument of a wrong type";
            case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE -> "an internal fault";
        };
    }
}
