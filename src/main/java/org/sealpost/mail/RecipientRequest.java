package org.sealpost.mail;

import java.util.Optional;

/**
 * What the sender asked for one recipient (RFC 3461 sections 4.1 and 4.2).
 *
 * @param notification when the sender wants to hear of it
 * @param original the address that the sender used first
 */
public record RecipientRequest(NotifyRequest notification, Optional<OriginalRecipient> original) {

    private static final RecipientRequest NONE = new RecipientRequest(NotifyRequest.unstated(), Optional.empty());

    /** Nothing was asked. */
    public static RecipientRequest none() {
        return NONE;
    }
}
