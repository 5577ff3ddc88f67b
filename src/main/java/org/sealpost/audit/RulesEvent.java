package org.sealpost.audit;

import java.util.Optional;

/** What happens to the practice's rules. */
public sealed interface RulesEvent extends EventData {

    /**
     * A version came into force.
     *
     * @param sha256 of the text, hex
     * @param restores the older version whose text it has again
     * @param reason why a person brought that back
     */
    record Changed(long version, String sha256, Actor by, Optional<Long> restores, Optional<String> reason)
            implements RulesEvent {

        /** With a text of its own. */
        public Changed(long version, String sha256, Actor by) {
            this(version, sha256, by, Optional.empty(), Optional.empty());
        }
    }
}
