package org.sealpost.mail;

import java.util.List;

/**
 * What MAIL and RCPT said of a message (RFC 5321 section 2.3.1).
 *
 * @param from the reverse path
 * @param recipients in the order in which they came, at least one, none twice
 * @param body what octets the body holds
 * @param smtpUtf8 whether the message was declared as internationalised (RFC 6531)
 */
public record Envelope(ReversePath from, List<Mailbox> recipients, BodyType body, boolean smtpUtf8) {

    public Envelope {
        recipients = List.copyOf(recipients);
    }

    /** The same message for other recipients. */
    public Envelope to(List<Mailbox> others) {
        return new Envelope(from, others, body, smtpUtf8);
    }
}
