package org.sealpost.policy;

/**
 * A level that one source forbids, such as a portal that the patient did not agree to. {@link Protection#HOLD} and
 * {@link Protection#REJECT} cannot be excluded: something must always be left.
 *
 * @param why a clause for people, without content, names or addresses
 */
public record Exclusion(Protection level, Origin origin, String why) {

    public Exclusion {
        if (level.isStop()) {
            throw new IllegalArgumentException("hold and reject cannot be excluded");
        }
    }
}
