package org.sealpost.keys;

import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/** The domains of practices, which another part of Sealpost knows. */
public interface OwnDomains {

    /** None, when the practice has set none. */
    Set<Domain> of(PracticeId practice);
}
