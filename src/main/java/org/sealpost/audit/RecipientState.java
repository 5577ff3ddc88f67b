package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a message for one recipient. */
public enum RecipientState {
    /** Taken from the practice's server, not decided yet. */
    RECEIVED,
    /** On its way to the next hop at this moment. */
    SENDING,
    /** Committed to the queue, tried again later. */
    QUEUED,
    /** The next hop has it. */
    DELIVERED,
    /** A person decides. */
    HELD,
    /** Kept in the portal, not read yet. */
    IN_PORTAL,
    /** Kept in the portal and read there. */
    READ_IN_PORTAL,
    /** No longer in the portal, its time was over. */
    EXPIRED_IN_PORTAL,
    /** Did not go. */
    REFUSED,
    /** Given up; the sender was told if anyone could be. */
    BOUNCED,
    /** May have been delivered: the process ended in the middle of it. Counted as a disclosure. */
    UNKNOWN;

    /** As the API writes it, such as {@code in-portal}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
