package org.sealpost.policy;

/**
 * A rule that is valid and most likely not meant as it stands.
 *
 * @param line from 1
 * @param column from 1
 * @param text what it does and why, in one sentence
 */
public record RuleWarning(String file, int line, int column, String text) {

    /** {@code file:line:column: warning: text}, as compilers say it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": warning: " + text;
    }
}
