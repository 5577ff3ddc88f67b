package org.sealpost.cli;

/** A number with its noun, as in "1 rule" and "2 rules". */
final class Counted {

    private Counted() {}

    static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
