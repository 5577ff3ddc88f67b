package org.sealpost.delivery;

import java.util.Locale;
import java.util.Set;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;

/** Which messages a machine wrote, or a list sent to many, so that a courtesy in answer would only make noise or a loop. */
final class Automation {

    private static final Set<String> LIST_FIELDS = Set.of(
            "list-id", "list-help", "list-post", "list-unsubscribe", "list-subscribe", "list-owner", "list-archive");
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    private static final Set<String> MACHINES = Set.of("mailer-daemon", "postmaster");

    private Automation() {}

    /** Whether it is a report of what became of another message (RFC 6522), such as a notification or a receipt. */
    private static boolean isReport(RawMessage message) {
        return message.value("Content-Type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type ->
                        type.startsWith("multipart/report") || type.startsWith("message/disposition-notification"))
                .isPresent();
    }

    /**
     * Whether no courtesy may answer it (RFC 3834 section 2): it says that a machine sent it, it is a report, it came
     * by a list (RFC 2919, RFC 2369), or its sender is the address of a machine. That it failed is no courtesy: of that
     * only the null path is never told (RFC 5321 section 6.1, RFC 3461 section 4.1).
     */
    static boolean forbidsCourtesy(RawMessage message, Mailbox sender) {
        return isAutoSubmitted(message) || isReport(message) || isListMail(message) || isMachine(sender);
    }

    private static boolean isAutoSubmitted(RawMessage message) {
        return message.fields("Auto-Submitted").stream()
                .anyMatch(field -> !firstWord(field.value()).equals("no"));
    }

    private static boolean isListMail(RawMessage message) {
        return message.fields().stream()
                        .anyMatch(field -> LIST_FIELDS.contains(field.name().toLowerCase(Locale.ROOT)))
                || message.fields("Precedence").stream().anyMatch(field -> BULK.contains(firstWord(field.value())));
    }

    private static boolean isMachine(Mailbox sender) {
        String local = sender.localPart().toLowerCase(Locale.ROOT);
        return MACHINES.contains(local) || local.startsWith("owner-") || local.endsWith("-request");
    }

    /** Up to a parameter or a comment. */
    private static String firstWord(String value) {
        return value.strip().split("[\\s;(]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
