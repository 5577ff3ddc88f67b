package org.sealpost.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * The header fields of a message, divided into what everybody on the way sees and what is protected.
 *
 * @param outside raw fields for the outer header, in order, but MIME's own
 * @param inside every field of the sender in its octets, in order; each ends with CRLF
 * @param records of the sender's fields that are outside, as HP-Outer fields (RFC 9788 section 2.2)
 * @param missed the sender's fields that a reader would see, and of which not all that they say is outside
 */
record DividedHeader(String outside, List<HeaderField> inside, String records, List<HeaderField> missed) {

    /**
     * Fields that servers add on the way, the gateway's own among them: they describe the journey, stay outside and are
     * no part of the payload. What else is called X-Sealpost is the sender's, and may tell of the patient
     * (X-Sealpost-Label: part2).
     */
    private static final Set<String> TRACE = Set.of("received", "return-path", "x-sealpost-id");

    /**
     * Blind recipients, who must not appear in another's copy (RFC 5322 section 3.6.3), and HP-Outer, which only the
     * protecting agent may write (RFC 9788 section 2.2).
     */
    private static final Set<String> REMOVED = Set.of("bcc", "resent-bcc", "hp-outer");

    /** The User-Facing Header Fields (RFC 9787 section 1.1.2). */
    private static final Set<String> USER_FACING = Set.of(
            "subject",
            "from",
            "to",
            "cc",
            "date",
            "reply-to",
            "followup-to",
            "sender",
            "resent-from",
            "resent-to",
            "resent-cc",
            "resent-date",
            "resent-sender");

    private static final int MAX_LINE = 998;

    /** For encryption: what is outside is by the policy, and in ASCII, as everything else outside is then. */
    static DividedHeader encrypted(RawMessage message, HeaderConfidentiality confidentiality) {
        return of(message, confidentiality::outside, SevenBitField::of);
    }

    /** For a signature alone: every field is outside too, since anybody can read it inside. */
    static DividedHeader signed(RawMessage message) {
        return of(message, (name, raw) -> raw, UnaryOperator.identity());
    }

    private static DividedHeader of(RawMessage message, BinaryOperator<String> policy, UnaryOperator<String> written) {
        StringBuilder outside = new StringBuilder();
        StringBuilder records = new StringBuilder();
        List<HeaderField> inside = new ArrayList<>();
        List<HeaderField> missed = new ArrayList<>();
        for (HeaderField field : message.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            String raw = terminated(field.raw());
            if (TRACE.contains(name)) {
                outside.append(raw);
            } else if (!REMOVED.contains(name)) {
                inside.add(new HeaderField(field.name(), raw));
                String shown = isStructural(name) ? "" : policy.apply(name, raw);
                String sent = shown.isEmpty() ? "" : written.apply(shown);
                outside.append(sent);
                records.append(sent.isEmpty() ? "" : record(sent));
                if (USER_FACING.contains(name) && !shown.equals(raw)) {
                    missed.add(field);
                }
            }
        }
        return new DividedHeader(outside.toString(), List.copyOf(inside), records.toString(), List.copyOf(missed));
    }

    /** Fields that describe the body (RFC 9787 section 1.1.1, Structural Header Fields). */
    static boolean isStructural(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("mime-version");
    }

    private static String record(String outside) {
        String record = "HP-Outer: " + outside;
        if (record.indexOf("\r\n") <= MAX_LINE) {
            return record;
        }
        // The space that begins a folded line counts too (RFC 5322 section 2.1.1).
        return "HP-Outer:\r\n " + (outside.indexOf("\r\n") < MAX_LINE ? outside : foldedBehindItsName(outside));
    }

    private static String foldedBehindItsName(String field) {
        int value = field.indexOf(':') + 1;
        boolean spaced = field.startsWith(" ", value) || field.startsWith("\t", value);
        return field.substring(0, value) + (spaced ? "\r\n" : "\r\n ") + field.substring(value);
    }

    private static String terminated(String raw) {
        return raw.endsWith("\r\n") ? raw : raw + "\r\n";
    }
}
