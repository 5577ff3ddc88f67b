package org.sealpost.audit;

import org.sealpost.mail.PracticeId;

/** Which practices only observe: each of their events says so, for their mail passes whatever is decided. */
@FunctionalInterface
public interface ObservedPractices {

    /** Whether that practice observes. Asks no database and never throws. */
    boolean isObserved(PracticeId practice);
}
