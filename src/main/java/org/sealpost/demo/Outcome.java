package org.sealpost.demo;

import org.sealpost.demo.Sample.Expected;

/**
 * What became of a sample for one recipient.
 *
 * @param shows what the sample is there for
 * @param expected what must become of it
 * @param protection what was decided, empty before there is a decision
 * @param state what became of it, empty before anything is known
 * @param why in one sentence
 */
record Outcome(String shows, Expected expected, String protection, String state, String why) {

    /** Before anything is known. */
    static Outcome unknown(String shows, Expected expected, String why) {
        return new Outcome(shows, expected, "", "", why);
    }

    boolean isAsExpected() {
        return protection.equals(expected.protection()) && state.equals(expected.state());
    }
}
