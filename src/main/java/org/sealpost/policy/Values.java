package org.sealpost.policy;

/**
 * What a field can be where certain parts of a condition hold. It is never less than what is true: a value that is left out
 * certainly cannot be, one that is in may be impossible all the same.
 */
sealed interface Values permits Texts, Numbers, Answers {

    /** What is in both; this, when the other is of another kind. */
    Values and(Values other);

    /** Whether nothing at all is left. */
    boolean isEmpty();

    /** Whether nothing is in both. */
    default boolean excludes(Values other) {
        return and(other).isEmpty();
    }

    /** The same, as far as it is soon told: for the comparison of every rule with every other. */
    default boolean clearlyExcludes(Values other) {
        return excludes(other);
    }
}
