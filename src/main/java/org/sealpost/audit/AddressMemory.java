package org.sealpost.audit;

import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Remembers which address a pseudonym stands for, so that the practice's staff see addresses and not pseudonyms. */
@FunctionalInterface
public interface AddressMemory {

    /** Remembers, without waiting for the database. */
    void remember(PracticeId practice, Pseudonym pseudonym, Mailbox mailbox);
}
