package org.sealpost.demo.mailbox;

import java.util.List;
import org.sealpost.mail.Mailbox;

/**
 * One message for scripts.
 *
 * @param raw where the whole message is
 * @param tls the version, or {@code clear}
 */
record MessageJson(
        int number,
        String time,
        String from,
        List<String> to,
        String subject,
        String tls,
        boolean encrypted,
        long size,
        String raw) {

    static MessageJson of(Arrival arrival) {
        return new MessageJson(
                arrival.number(),
                arrival.time().toString(),
                arrival.from().address(),
                arrival.recipients().stream().map(Mailbox::address).toList(),
                MessageContent.decoded(arrival.message(), "Subject"),
                arrival.transport(),
                arrival.isEncrypted(),
                arrival.message().size(),
                "/messages/" + arrival.number() + "/raw");
    }
}
