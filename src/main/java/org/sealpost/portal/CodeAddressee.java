package org.sealpost.portal;

import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;

/**
 * Whom a one-time code is for.
 *
 * @param message that the practice sent
 * @param portalMessage the portal's id of it
 * @param mailbox that the notice went to
 * @param phone that is on record for the patient
 * @param language of the patient, a BCP 47 tag
 */
public record CodeAddressee(
        PortalPractice practice,
        MessageId message,
        UUID portalMessage,
        Mailbox mailbox,
        Optional<String> phone,
        String language) {

    /** Shows the ids only. */
    @Override
    public String toString() {
        return "CodeAddressee[" + portalMessage + "]";
    }
}
