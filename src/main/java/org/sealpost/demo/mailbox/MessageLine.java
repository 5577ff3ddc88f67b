package org.sealpost.demo.mailbox;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;

/** One message in the list. Everything but number and time is foreign text. */
record MessageLine(
        int number,
        String time,
        String from,
        String to,
        String subject,
        String transport,
        boolean clear,
        boolean encrypted,
        boolean selected) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    static MessageLine of(Arrival arrival, int selected) {
        RawMessage message = arrival.message();
        return new MessageLine(
                arrival.number(),
                CLOCK.format(arrival.time().atZone(ZoneId.systemDefault())),
                sender(message, arrival),
                addresses(arrival.recipients()),
                subject(message),
                arrival.transport(),
                arrival.tls().isEmpty(),
                arrival.isEncrypted(),
                arrival.number() == selected);
    }

    /** The subject, or words that say that there is none. */
    static String subject(RawMessage message) {
        String subject = MessageContent.decoded(message, "Subject");
        return subject.isBlank() ? "(no subject)" : subject;
    }

    private static String sender(RawMessage message, Arrival arrival) {
        String from = MessageContent.decoded(message, "From");
        String name = from.contains("<")
                ? from.substring(0, from.indexOf('<')).replace("\"", "").strip()
                : from;
        if (!name.isBlank()) {
            return name;
        }
        return arrival.from().mailbox().map(Mailbox::address).orElse("<>");
    }

    private static String addresses(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(Mailbox::address).collect(Collectors.joining(", "));
    }
}
