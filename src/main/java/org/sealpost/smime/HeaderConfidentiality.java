package org.sealpost.smime;

import java.util.Locale;
import java.util.Set;

/**
 * Which of the sender's header fields anybody on the way may read beside an encrypted message (RFC 9788 section 3, Header
 * Confidentiality Policy). What the sender tells Sealpost itself is for nobody else, and a signature of the message as it came for
 * nobody outside, under every policy.
 */
public enum HeaderConfidentiality {

    /** RFC 9788's {@code hcp_baseline} (section 3.2.1): {@code [...]} for Subject, no Keywords, no Comments. */
    BASELINE {
        @Override
        String byPolicy(String name, String raw) {
            return switch (name) {
                case "subject" -> OBSCURED_SUBJECT;
                case "keywords", "comments" -> "";
                default -> raw;
            };
        }
    },

    /** The default: whatever mail servers and threading do not need is removed, known to be harmless or not. */
    STRICT {
        @Override
        String byPolicy(String name, String raw) {
            if (name.equals("subject")) {
                return OBSCURED_SUBJECT;
            }
            return NEEDED_OUTSIDE.contains(name) ? raw : "";
        }
    },

    /** RFC 9788's {@code hcp_no_confidentiality} (section 3.2.3): every other field, Subject too, stays readable outside. */
    NONE {
        @Override
        String byPolicy(String name, String raw) {
            return raw;
        }
    };

    private static final String OBSCURED_SUBJECT = "Subject: [...]\r\n";

    /** Fields by which a sender tells the gateway of a message, and so of its patient ({@code X-Sealpost-Label: part2}). */
    private static final String TOLD_TO_SEALPOST = "x-sealpost-";

    /**
     * Signatures of servers before (RFC 6376, 8617): encryption breaks them, and their hash of the body tells whoever guesses
     * the body that the guess is right.
     */
    private static final Set<String> SIGNATURES = Set.of(
            "dkim-signature",
            "x-google-dkim-signature",
            "domainkey-signature",
            "arc-message-signature",
            "arc-seal",
            "arc-authentication-results");

    private static final Set<String> NEEDED_OUTSIDE = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "auto-submitted");

    /** Reads the name in lower case, as settings write it. */
    public static HeaderConfidentiality parse(CharSequence name) {
        return valueOf(name.toString().strip().toUpperCase(Locale.ROOT));
    }

    /**
     * What stands outside for a field of the sender that is none of MIME's.
     *
     * @param name in lower case
     * @param raw the field as it came, with its CRLF
     * @return one raw field, or nothing when it stays inside only
     */
    String outside(String name, String raw) {
        return name.startsWith(TOLD_TO_SEALPOST) || SIGNATURES.contains(name) ? "" : byPolicy(name, raw);
    }

    /** What stands outside for a field that is neither a word to the gateway nor a signature from before. */
    abstract String byPolicy(String name, String raw);
}
