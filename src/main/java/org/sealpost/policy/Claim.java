package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;

/**
 * What a part of a condition says of a field where it comes to something.
 *
 * @param subject the field, or whatever else has a value, in one spelling
 * @param values what it can be then
 * @param atom the part that says so
 * @param wanted what the part comes to
 */
record Claim(String subject, Values values, CelExpr atom, Wanted wanted) {

    /** What follows from it for another field. */
    Claim about(String other, Values itsValues) {
        return new Claim(other, itsValues, atom, wanted);
    }

    /** As its writer would say it. */
    String said() {
        return ConditionWords.of(atom, wanted);
    }

    /** The opposite, as its writer would say it. */
    String saidOtherwise() {
        return ConditionWords.of(atom, wanted.otherwise());
    }
}
