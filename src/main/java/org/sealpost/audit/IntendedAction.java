package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is done next about a decision. Only {@link #DELIVER} sends the message to a next hop. */
public enum IntendedAction {
    DELIVER,
    PORTAL,
    HOLD,
    REFUSE,
    QUEUE;

    /** As it is stored, such as {@code deliver}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
