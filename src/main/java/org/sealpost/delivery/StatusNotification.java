package org.sealpost.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.EnhancedCode;

/**
 * A delivery status notification (RFC 3464): a text for people, the status of each recipient for programs, and of the
 * original message only the fields that say which one it was. Never its subject or body: both may be health
 * information, and a notification travels like any mail.
 *
 * @param title of the notification
 * @param text for people: what happened and what to do
 * @param recipients at least one
 */
record StatusNotification(String title, String text, List<RecipientStatus> recipients) {

    private static final List<String> KEPT_FIELDS = List.of("Message-ID", "Date", "From", "To");
    private static final int DIAGNOSTIC_LENGTH = 200;

    /** What becomes of the recipient's copy (RFC 3464 section 2.3.3). */
    enum Action {
        FAILED,
        DELAYED;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param status such as 5.7.1 (RFC 3463)
     * @param diagnostic the next hop's reply, if there was one
     */
    record RecipientStatus(Mailbox recipient, Action action, EnhancedCode status, Optional<String> diagnostic) {}

    /**
     * Writes it.
     *
     * @param host what this server calls itself
     * @param sender of the original message, who gets the notification
     */
    RawMessage write(String host, Mailbox sender, RawMessage original, Instant arrived) {
        String boundary = "sealpost-" + UUID.randomUUID();
        StringBuilder out = new StringBuilder(2048);
        line(out, "From: Sealpost <postmaster@" + host + ">");
        line(out, "To: <" + sender.address() + ">");
        line(out, "Subject: " + title);
        line(out, "Date: " + date(Instant.now()));
        line(out, "Message-ID: <" + UUID.randomUUID() + "@" + host + ">");
        original.value("Message-ID")
                .filter(StatusNotification::isMessageId)
                .ifPresent(id -> line(out, "In-Reply-To: " + id));
        line(out, "Auto-Submitted: auto-replied");
        line(out, "MIME-Version: 1.0");
        // RFC 2045 section 6.4: no less than any of its parts.
        line(out, "Content-Transfer-Encoding: 8bit");
        line(out, "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"" + boundary + "\"");
        line(out, "");
        line(out, "--" + boundary);
        line(out, "Content-Type: text/plain; charset=utf-8");
        line(out, "Content-Transfer-Encoding: 8bit");
        line(out, "");
        text.lines().forEach(one -> line(out, one));
        line(out, "");
        line(out, "--" + boundary);
        line(out, "Content-Type: message/delivery-status");
        line(out, "");
        line(out, "Reporting-MTA: dns; " + host);
        line(out, "Arrival-Date: " + date(arrived));
        recipients.forEach(one -> status(out, one));
        line(out, "");
        line(out, "--" + boundary);
        line(out, "Content-Type: text/rfc822-headers; charset=utf-8");
        line(out, "Content-Transfer-Encoding: 8bit");
        line(out, "");
        KEPT_FIELDS.forEach(name -> original.fields(name).stream().limit(1).forEach(field -> field(out, field)));
        line(out, "");
        line(out, "--" + boundary + "--");
        return RawMessage.of(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void status(StringBuilder out, RecipientStatus one) {
        line(out, "");
        String type = one.recipient().isAscii() ? "rfc822" : "utf-8";
        line(out, "Final-Recipient: " + type + "; " + ascii(one.recipient().address()));
        line(out, "Action: " + one.action().keyword());
        line(out, "Status: " + one.status());
        one.diagnostic().ifPresent(text -> line(out, "Diagnostic-Code: smtp; " + diagnostic(text)));
    }

    /** RFC 6533 section 3: this part is ASCII, so other characters of an address are written as their code points. */
    private static String ascii(String address) {
        StringBuilder out = new StringBuilder(address.length());
        address.codePoints().forEach(point -> {
            if (point < 0x7f && point != '\\') {
                out.appendCodePoint(point);
            } else {
                out.append(String.format("\\x{%X}", point));
            }
        });
        return out.toString();
    }

    private static String diagnostic(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), DIAGNOSTIC_LENGTH));
    }

    private static void field(StringBuilder out, HeaderField field) {
        // Folded as it came, for a line has 998 octets at most (RFC 5322 section 2.1.1).
        String value = field.raw().substring(field.raw().indexOf(':') + 1);
        String folded = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .lines()
                .map(one -> one.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("\r\n "));
        line(out, field.name() + ": " + folded);
    }

    private static boolean isMessageId(String value) {
        return value.matches("<[!-;=?-~]{1,900}>");
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append("\r\n");
    }
}
