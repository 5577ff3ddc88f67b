package org.sealpost.audit;

import java.util.Optional;

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
     * @param practice whose chain it is, as the rows have it, which a tampered row may have made anything
     * @param sequence the first number that is not as it was; 0 where rows are of no practice that can be
     * @param what is wrong there, in one sentence
     */
    public record Break(String practice, long sequence, String what) {}

    /** The same where there are rows of something that can be no practice, and so are in no chain. */
    ChainVerification withRowsOf(String noPractice) {
        Break stray = new Break(noPractice, 0, "Rows are of a practice that cannot be.");
        return new ChainVerification(events, chains, false, firstBroken.or(() -> Optional.of(stray)));
    }
}
