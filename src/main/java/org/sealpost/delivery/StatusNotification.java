package org.sealpost.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageDate;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.RequestParameters;
import org.sealpost.smtp.client.NextHop;

/**
 * A delivery status notification (RFC 3464): a text for people, the status of each recipient for programs, and of the
 * original message only which one it was.
 *
 * <p>Guarantee: of the original's header nothing is repeated but its Message-ID, its date and Sealpost's own id, and
 * these only if they are just that. Its subject, its display names and its body may be health information, and a
 * notification travels like any mail; so RET=FULL is not followed either. Nor is the text that another server wrote,
 * which may quote them.
 *
 * @param title of the notification
 * @param text for people: what happened and what to do
 * @param recipients whose status it tells
 * @param retryUntil for how long it is tried further
 */
record StatusNotification(String title, String text, List<RecipientStatus> recipients, Optional<Instant> retryUntil) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,900}>");

    /** Fields that may be repeated, each with the only form in which it is. */
    private record Kept(String name, Pattern form) {}

    private static final List<Kept> KEPT_FIELDS = List.of(
            new Kept("Message-ID", MESSAGE_ID),
            new Kept(
                    "Date",
                    Pattern.compile("([A-Z][a-z]{2}, +)?\\d{1,2} +[A-Z][a-z]{2} +\\d{4} +\\d{2}:\\d{2}(:\\d{2})? +"
                            + "([+-]\\d{4}|GMT|UT)( \\([A-Z]{1,5}\\))?")),
            new Kept("X-Sealpost-Id", Pattern.compile("[0-9a-f-]{36}")));

    StatusNotification(String title, String text, List<RecipientStatus> recipients) {
        this(title, text, recipients, Optional.empty());
    }

    /** What becomes of the recipient's copy (RFC 3464 section 2.3.3). */
    enum Action {
        FAILED,
        DELAYED,
        DELIVERED,
        RELAYED;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param status such as 5.7.1 (RFC 3463)
     * @param remote the server that gave the reply, if it was another's (RFC 3464 section 2.3.5)
     * @param diagnostic the reply that was given, if there was one: its codes are repeated, its text is not
     */
    record RecipientStatus(
            Mailbox recipient,
            Action action,
            EnhancedCode status,
            Optional<NextHop> remote,
            Optional<Reply> diagnostic) {}

    /**
     * Writes it; with the types of RFC 6533 when the message was internationalised and an address in it is.
     *
     * @param host what this server calls itself
     * @param sender of the original message, who gets the notification
     */
    RawMessage write(String host, Mailbox sender, AcceptedMessage about) {
        boolean international = about.envelope().smtpUtf8()
                && !(sender.isAscii()
                        && recipients.stream().allMatch(one -> one.recipient().isAscii()));
        String boundary = "sealpost-" + UUID.randomUUID();
        StringBuilder body = new StringBuilder(2048);
        StringBuilder people = new StringBuilder();
        text.lines().forEach(one -> line(people, one));
        part(body, boundary, "text/plain; charset=utf-8", people);
        part(
                body,
                boundary,
                international ? "message/global-delivery-status" : "message/delivery-status",
                statuses(host, about, international));
        StringBuilder kept = new StringBuilder();
        KEPT_FIELDS.forEach(field -> about.original()
                .value(field.name())
                .map(String::strip)
                .filter(value -> field.form().matcher(value).matches())
                .ifPresent(value -> line(kept, field.name() + ": " + value)));
        part(body, boundary, international ? "message/global-headers" : "text/rfc822-headers", kept);
        line(body, "--" + boundary + "--");
        StringBuilder out = new StringBuilder(4096);
        header(out, host, sender, about.original());
        // RFC 2045 section 6.4: no less than any of its parts.
        encoding(out, body);
        line(out, "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"" + boundary + "\"");
        line(out, "");
        out.append(body);
        return RawMessage.of(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private StringBuilder statuses(String host, AcceptedMessage about, boolean international) {
        StringBuilder out = new StringBuilder();
        about.envelope().request().id().ifPresent(id -> line(out, "Original-Envelope-Id: " + id.value()));
        line(out, "Reporting-MTA: dns; " + host);
        line(out, "Arrival-Date: " + MessageDate.of(about.arrived()));
        recipients.forEach(one ->
                status(out, one, about.envelope().request().of(one.recipient()).original(), international));
        return out;
    }

    private void header(StringBuilder out, String host, Mailbox sender, RawMessage original) {
        line(out, "From: Sealpost <postmaster@" + host + ">");
        line(out, "To: <" + sender.address() + ">");
        line(out, "Subject: " + title);
        line(out, "Date: " + MessageDate.of(Instant.now()));
        line(out, "Message-ID: <" + UUID.randomUUID() + "@" + host + ">");
        original.value("Message-ID")
                .filter(id -> MESSAGE_ID.matcher(id).matches())
                .ifPresent(id -> line(out, "In-Reply-To: " + id));
        // RFC 3834 section 5: so that no vacation message answers it.
        line(out, "Auto-Submitted: auto-replied");
        line(out, "MIME-Version: 1.0");
    }

    private static void part(StringBuilder out, String boundary, String type, CharSequence content) {
        line(out, "--" + boundary);
        line(out, "Content-Type: " + type);
        // RFC 3464 section 2.1 and RFC 6522: ASCII needs no encoding, and its parts must have none.
        if (!type.startsWith("message/delivery-status") && !type.startsWith("text/rfc822-headers")) {
            encoding(out, content);
        }
        line(out, "");
        out.append(content);
        line(out, "");
    }

    /** By the characters, not by what might be: servers on the way encode anew, or return, what is labelled 8bit. */
    private static void encoding(StringBuilder out, CharSequence content) {
        line(out, "Content-Transfer-Encoding: " + (isAscii(content) ? "7bit" : "8bit"));
    }

    private static boolean isAscii(CharSequence text) {
        return text.chars().allMatch(one -> one < 0x80);
    }

    private void status(
            StringBuilder out, RecipientStatus one, Optional<OriginalRecipient> original, boolean international) {
        line(out, "");
        // RFC 3464 section 2.3.1: the address itself; RFC 6533 section 3: here in ASCII.
        original.ifPresent(first -> line(
                out,
                "Original-Recipient: " + first.addressType() + ";"
                        + (international || isAscii(first.address())
                                ? first.address()
                                : RequestParameters.encoded(first))));
        Mailbox recipient = one.recipient();
        String type = recipient.isAscii() ? "rfc822" : "utf-8";
        String address = international || recipient.isAscii() ? recipient.address() : ascii(recipient.address());
        line(out, "Final-Recipient: " + type + "; " + address);
        line(out, "Action: " + one.action().keyword());
        line(out, "Status: " + one.status());
        one.remote().ifPresent(server -> line(out, "Remote-MTA: dns; " + name(server)));
        one.diagnostic().ifPresent(said -> line(out, "Diagnostic-Code: smtp; " + diagnostic(said)));
        retryUntil.ifPresent(until -> line(out, "Will-Retry-Until: " + MessageDate.of(until)));
    }

    /** RFC 6533 section 3: this part is ASCII, so other characters of an address are written as their code points. */
    private static String ascii(String address) {
        return RequestParameters.encoded(new OriginalRecipient(OriginalRecipient.UTF_8, address));
    }

    /** A name, or an address as a domain literal (RFC 5321 section 4.1.3). */
    private static String name(NextHop server) {
        String host = server.host();
        if (host.contains(":")) {
            return "[IPv6:" + host + "]";
        }
        return IPV4.matcher(host).matches() ? "[" + host + "]" : host;
    }

    private static String diagnostic(Reply said) {
        return said.code() + said.enhanced().map(code -> " " + code).orElse("");
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append("\r\n");
    }
}
