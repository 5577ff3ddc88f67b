package org.sealpost.portal;

import org.sealpost.mail.PracticeId;

/** Tells the portal about practices. The gateway implements it. */
public interface PortalPractices {

    /**
     * What holds for a practice now.
     *
     * @throws IllegalStateException when there is no such practice
     */
    PortalPractice practice(PracticeId practice);
}
