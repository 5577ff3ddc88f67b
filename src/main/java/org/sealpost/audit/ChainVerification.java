package org.sealpost.audit;

import java.util.Optional;
import org.sealpost.mail.PracticeId;

/**
 * What recomputing chains found.
 *
 * @param events that were recomputed
 * @param chains that were recomputed
 * @param intact whether every event is as it was, where it was, and none is missing
 * @param firstBroken where the first chain that is not intact breaks
 */
public record ChainVerification(long events, int chains, boolean intact, Optional<Break> firstBroken) {

    /**
     * A place where a chain breaks.
     *
     * @param sequence the first number that is not as it was
     * @param what is wrong there, in one sentence
     */
    public record Break(PracticeId practice, long sequence, String what) {}
}
