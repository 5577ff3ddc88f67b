package org.sealpost.policy;

/**
 * What a part of a condition is supposed to come to. An evaluation comes to true, to false, or fails; so what is not true
 * need not be false.
 */
enum Wanted {
    TRUE,
    FALSE,
    NOT_TRUE,
    NOT_FALSE;

    /** What {@code x} must come to for {@code !x} to come to this. */
    Wanted negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case NOT_TRUE -> NOT_FALSE;
            case NOT_FALSE -> NOT_TRUE;
        };
    }

    /** What is the case exactly when this is not. */
    Wanted otherwise() {
        return switch (this) {
            case TRUE -> NOT_TRUE;
            case FALSE -> NOT_FALSE;
            case NOT_TRUE -> TRUE;
            case NOT_FALSE -> FALSE;
        };
    }

    /** Whether {@code a && b} comes to this only when both do; else one suffices. Of {@code a || b} the reverse is true. */
    boolean needsBothOfAnd() {
        return this == TRUE || this == NOT_FALSE;
    }
}
