package org.sealpost.admin;

import java.util.Arrays;
import java.util.Optional;
import org.sealpost.audit.RecipientState;

/** The tabs above the console's list. */
enum MessageFilter {
    ALL("All", Optional.empty()),
    HELD("Held", Optional.of(RecipientState.HELD)),
    QUEUED("Waiting", Optional.of(RecipientState.QUEUED)),
    DELIVERED("Delivered", Optional.of(RecipientState.DELIVERED)),
    PORTAL("In portal", Optional.of(RecipientState.IN_PORTAL)),
    READ("Read in portal", Optional.of(RecipientState.READ_IN_PORTAL)),
    REFUSED("Refused", Optional.of(RecipientState.REFUSED)),
    BOUNCED("Bounced", Optional.of(RecipientState.BOUNCED)),
    UNKNOWN("In doubt", Optional.of(RecipientState.UNKNOWN));

    private final String label;
    private final Optional<RecipientState> state;

    MessageFilter(String label, Optional<RecipientState> state) {
        this.label = label;
        this.state = state;
    }

    public String label() {
        return label;
    }

    Optional<RecipientState> state() {
        return state;
    }

    /** As it stands in addresses; empty for all. */
    public String key() {
        return state.map(RecipientState::key).orElse("");
    }

    /** The tab of that key; all for any other. */
    static MessageFilter of(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElse(ALL);
    }
}
