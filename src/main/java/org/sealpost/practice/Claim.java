package org.sealpost.practice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

/** A name that only one may have: two may ask for it at the same moment, and both find it free. */
final class Claim {

    private Claim() {}

    /**
     * Writes what was changed, for which the database decides who has it.
     *
     * @param taken what the one who does not have it is told, in one sentence
     * @throws IllegalArgumentException in that sentence
     */
    static void write(PanacheRepositoryBase<?, ?> table, String taken) {
        try {
            table.flush();
        } catch (ConstraintViolationException violation) {
            if (violation.getKind() != ConstraintKind.UNIQUE) {
                throw violation;
            }
            throw new IllegalArgumentException(taken, violation);
        }
    }
}
