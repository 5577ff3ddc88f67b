package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which header fields people write text into, and those that may stand only once. */
final class FieldText {

    /** Fields of dates, ids and traces: machines write them, and their digits mean nothing about a patient. */
    private static final Set<String> OF_MACHINES = Set.of(
            "date",
            "resent-date",
            "message-id",
            "resent-message-id",
            "in-reply-to",
            "references",
            "received",
            "return-path",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-disposition",
            "content-id",
            "content-location",
            "content-length",
            "dkim-signature",
            "domainkey-signature",
            "authentication-results",
            "received-spf",
            "thread-index",
            "x-received",
            "user-agent",
            "x-mailer",
            "x-mimeole",
            "x-originating-ip",
            "x-google-dkim-signature",
            "x-gm-message-state",
            "x-google-smtp-source",
            "autocrypt",
            "delivered-to",
            "x-uidl");

    private static final List<String> OF_MACHINES_PREFIXES =
            List.of("arc-", "x-ms-exchange-", "x-microsoft-antispam", "x-forefront-", "x-spam-", "list-");

    /** RFC 5322 section 3.6. */
    private static final Set<String> SINGLE = Set.of(
            "date",
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "message-id",
            "in-reply-to",
            "references",
            "subject");

    /** Fields of addresses (RFC 5322 sections 3.6.2, 3.6.3, 3.6.6): every message has them, so they are no finding. */
    private static final Set<String> OF_ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "disposition-notification-to",
            "return-receipt-to",
            "errors-to",
            "x-original-to",
            "x-sender",
            "x-envelope-from",
            "x-envelope-to");

    /** Those of addresses that every recipient is meant to see. */
    private static final Set<String> SHOWN = Set.of("to", "cc", "resent-to", "resent-cc");

    /** Those that say how a part is to be read. */
    private static final Set<String> OF_STRUCTURE =
            Set.of("mime-version", "content-type", "content-transfer-encoding", "content-disposition");

    private FieldText() {}

    static boolean isWrittenByPeople(String name) {
        if (OF_MACHINES.contains(name)) {
            return false;
        }
        for (String prefix : OF_MACHINES_PREFIXES) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a field without the addresses that belong there; names and comments stay. */
    static String withoutOwnAddresses(String name, String text) {
        if (!OF_ADDRESSES.contains(name)) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int start = 0;
        boolean address = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (endsAddress(c)) {
                rest.append(address ? "" : text.substring(start, i)).append(c);
                start = i + 1;
                address = false;
            } else {
                address |= c == '@';
            }
        }
        return rest.toString();
    }

    /** The addresses in a field of addresses, in lower case; none in any other. */
    static List<String> ownAddresses(String name, String text) {
        if (!OF_ADDRESSES.contains(name) || text.indexOf('@') < 0) {
            return List.of();
        }
        List<String> addresses = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || endsAddress(text.charAt(i))) {
                String token = text.substring(start, i);
                if (token.indexOf('@') > 0) {
                    addresses.add(token.toLowerCase(Locale.ROOT));
                }
                start = i + 1;
            }
        }
        return addresses;
    }

    private static boolean endsAddress(char c) {
        return c <= ' ' || "<>,;:()[]\"".indexOf(c) >= 0;
    }

    /** Whether a field shows every recipient whom the message went to. */
    static boolean isShown(String name) {
        return SHOWN.contains(name);
    }

    static boolean repeatsSingle(PartHeader header) {
        return header.repeatsAny(SINGLE);
    }

    static boolean repeatsStructure(PartHeader header) {
        return header.repeatsAny(OF_STRUCTURE);
    }
}
