package org.sealpost.keys;

import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** A key whose private half is on record and does not open: damaged, or sealed under a key that is gone. */
public record ClosedKey(PracticeId practice, UUID id) {

    /** The practice and the id. */
    @Override
    public String toString() {
        return practice.value() + "/" + id;
    }
}
