package org.sealpost.mail;

import java.util.List;

/**
 * What MAIL and RCPT said of a message (RFC 5321 section 2.3.1).
 *
 * @param from the reverse path
 * @param recipients in the order in which they came, at least one, none twice
 * @param body what octets the body holds
 * @param smtpUtf8 whether the message was declared as internationalised (RFC 6531)
 * @param request what the sender asked of everyone who carries it on (RFC 3461, RFC 8689)
 */
public record Envelope(
        ReversePath from, List<Mailbox> recipients, BodyType body, boolean smtpUtf8, DeliveryRequest request) {

    public Envelope {
        recipients = List.copyOf(recipients);
    }

    /** An envelope with which nothing is asked. */
    public Envelope(ReversePath from, List<Mailbox> recipients, BodyType body, boolean smtpUtf8) {
        this(from, recipients, body, smtpUtf8, DeliveryRequest.none());
    }

    /** The same message for other recipients. */
    public Envelope to(List<Mailbox> others) {
        return new Envelope(from, others, body, smtpUtf8, request);
    }
}
