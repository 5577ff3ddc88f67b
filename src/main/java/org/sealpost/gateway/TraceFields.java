package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.sealpost.mail.AddressLiteral;
import org.sealpost.mail.MessageDate;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.server.Client;

/**
 * What Sealpost changes in every header: it adds Received (RFC 5321 section 4.4) and its own id, and removes Bcc, so
 * that no copy tells of a blind recipient (RFC 5322 section 3.6.3).
 */
@Singleton
final class TraceFields {

    /** The field with Sealpost's id of the message. */
    static final String ID = "X-Sealpost-Id";

    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9.:\\[\\]_-]");
    private static final Set<String> BLIND = Set.of("bcc", "resent-bcc");

    private final String hostname;

    TraceFields(OwnHostname hostname) {
        this.hostname = hostname.value();
    }

    RawMessage stamp(RawMessage message, Client client, MessageId id, boolean smtpUtf8, Instant arrived) {
        return message.withoutFields(name -> BLIND.contains(name.toLowerCase(Locale.ROOT)) || name.equalsIgnoreCase(ID))
                .withFieldsPrepended(fields(client, id, smtpUtf8, arrived));
    }

    /** The fields that are added. */
    List<String> fields(Client client, MessageId id, boolean smtpUtf8, Instant arrived) {
        return List.of(received(client, id, smtpUtf8, arrived), ID + ": " + id);
    }

    private String received(Client client, MessageId id, boolean smtpUtf8, Instant arrived) {
        return "Received: from " + atoms(client.helo()) + " (" + AddressLiteral.of(client.address()) + ")\r\n by "
                + atoms(hostname) + " with "
                + protocol(client, smtpUtf8) + " id " + id + ";\r\n "
                + MessageDate.of(arrived);
    }

    /** The registered names of transmission types (RFC 3848, RFC 6531). */
    private static String protocol(Client client, boolean smtpUtf8) {
        if (!client.extended()) {
            return "SMTP";
        }
        return (smtpUtf8 ? "UTF8SMTP" : "ESMTP")
                + (client.tls().isPresent() ? "S" : "")
                + (client.account().isPresent() ? "A" : "");
    }

    /** What the client calls itself is foreign text: only what a domain or literal may hold goes into the field. */
    private static String atoms(String foreign) {
        String clean = FOREIGN.matcher(foreign).replaceAll("?");
        return clean.isEmpty() ? "unknown" : clean;
    }
}
