package org.sealpost.audit;

import java.util.Optional;

/**
 * A sender or recipient, for the eyes of the practice's staff. Never log it.
 *
 * @param address in lower case, empty when it was deleted or is not known
 */
public record Party(Pseudonym pseudonym, Optional<String> address) {

    /** The pseudonym, so that no log shows the address by accident. */
    @Override
    public String toString() {
        return pseudonym.toString();
    }
}
