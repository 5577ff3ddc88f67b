package org.sealpost.policy;

import java.util.Locale;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.ReversePath;

/**
 * Who sends, by the envelope; all empty for the null path.
 *
 * @param address in lower case
 * @param localPart in lower case
 * @param domain in lower case
 */
public record SenderFacts(String address, String localPart, String domain) {

    /** The sender of an envelope. */
    public static SenderFacts of(ReversePath from) {
        return from.mailbox().map(SenderFacts::of).orElse(new SenderFacts("", "", ""));
    }

    private static SenderFacts of(Mailbox mailbox) {
        return new SenderFacts(
                mailbox.address().toLowerCase(Locale.ROOT),
                mailbox.localPart().toLowerCase(Locale.ROOT),
                mailbox.domain().name());
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "SenderFacts[]";
    }
}
