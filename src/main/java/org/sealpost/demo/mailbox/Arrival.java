package org.sealpost.demo.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.server.TlsParameters;

/**
 * A message that arrived.
 *
 * @param number counts from 1 in the order of arrival
 * @param tls how it came, absent when in clear
 */
public record Arrival(
        int number,
        Instant time,
        ReversePath from,
        List<Mailbox> recipients,
        Optional<TlsParameters> tls,
        RawMessage message) {

    public Arrival {
        recipients = List.copyOf(recipients);
    }

    /** {@code TLSv1.3}, or {@code clear}. */
    public String transport() {
        return tls.map(TlsParameters::version).orElse("clear");
    }

    /** Whether it says that it is encrypted with S/MIME. */
    public boolean isEncrypted() {
        return message.value("Content-Type")
                .filter(type -> type.regionMatches(true, 0, "application/pkcs7-mime", 0, 22)
                        || type.regionMatches(true, 0, "application/x-pkcs7-mime", 0, 24))
                .isPresent();
    }

    /** Its plain text, decoded, if it has one. */
    public Optional<String> plainText() {
        return MessageContent.of(message).text();
    }

    /** The number only: everything else is the message's. */
    @Override
    public String toString() {
        return "Arrival[" + number + "]";
    }
}
