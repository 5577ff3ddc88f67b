package org.sealpost.policy;

/**
 * A fault in a rules file.
 *
 * @param line from 1
 * @param column from 1
 * @param text what is wrong and what to do, in one sentence
 */
public record RuleError(String file, int line, int column, String text) {

    /** {@code file:line:column: text}, as compilers say it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + text;
    }
}
