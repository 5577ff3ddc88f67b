package org.sealpost.consent;

import java.util.Set;
import org.sealpost.mail.Mailbox;

/**
 * What a record system says of a patient's addresses beside those that it has: its word counts for whether what it told
 * before still is one.
 *
 * @param by the way by which it tells
 * @param left those of which it says that they are used no more
 */
public record ToldAddresses(SourceId.Origin by, Set<Mailbox> left) {

    public ToldAddresses {
        left = Set.copyOf(left);
    }

    /** Shows nothing: that the address is a patient's is health information. */
    @Override
    public String toString() {
        return "ToldAddresses[" + by + "]";
    }
}
