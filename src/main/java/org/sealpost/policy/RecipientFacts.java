package org.sealpost.policy;

import java.util.Locale;
import org.sealpost.mail.Mailbox;

/**
 * Who is written to.
 *
 * @param address in lower case
 * @param localPart in lower case
 * @param domain in lower case
 */
public record RecipientFacts(String address, String localPart, String domain) {

    /** The recipient of that mailbox. */
    public static RecipientFacts of(Mailbox mailbox) {
        return new RecipientFacts(
                mailbox.address().toLowerCase(Locale.ROOT),
                mailbox.localPart().toLowerCase(Locale.ROOT),
                mailbox.domain().name());
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "RecipientFacts[]";
    }
}
