package org.sealpost.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * A policy that was fetched before.
 *
 * @param id that the domain's TXT record named
 */
record KnownPolicy(String id, MtaStsPolicy policy, Instant fetched) {

    private static final Duration FRESH = Duration.ofDays(1);

    /** It holds for as long as it said, whatever the domain's DNS says meanwhile (RFC 8461 section 5.1). */
    boolean holds(Instant now) {
        return now.isBefore(fetched.plus(policy.maxAge()));
    }

    /** Whether it should be fetched anew long before it ends, lest an attacker waits for that moment (section 10.2). */
    boolean isStale(Instant now) {
        Duration half = policy.maxAge().dividedBy(2);
        return now.isAfter(fetched.plus(half.compareTo(FRESH) < 0 ? half : FRESH));
    }
}
