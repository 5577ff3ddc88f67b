package org.sealpost.admin;

import java.util.Locale;
import org.sealpost.audit.RecipientState;

/**
 * A word with a colour, which never stands alone for its meaning.
 *
 * @param tone the style's class
 */
record Badge(String text, String tone) {

    /** How a message is protected; the key is one of the policy's levels. */
    static Badge ofProtection(String key) {
        String text = switch (key) {
            case "plain" -> "Plain";
            case "tls" -> "TLS";
            case "verified-tls" -> "Verified TLS";
            case "smime" -> "S/MIME";
            case "portal" -> "Portal";
            case "hold" -> "Hold";
            case "reject" -> "Reject";
            // A newer replica may have stored a level that this one does not know.
            default -> key;
        };
        return new Badge(text, "level-" + key.toLowerCase(Locale.ROOT));
    }

    /** What became of it. */
    static Badge ofState(RecipientState state) {
        return switch (state) {
            case RECEIVED -> new Badge("Received", "quiet");
            case SENDING -> new Badge("Sending", "busy");
            case QUEUED -> new Badge("Waiting", "busy");
            case DELIVERED -> new Badge("Delivered", "good");
            case HELD -> new Badge("Held", "warn");
            case IN_PORTAL -> new Badge("In portal", "good");
            case READ_IN_PORTAL -> new Badge("Read in portal", "good");
            case EXPIRED_IN_PORTAL -> new Badge("Expired in portal", "quiet");
            case REFUSED -> new Badge("Refused", "bad");
            case BOUNCED -> new Badge("Bounced", "bad");
            case UNKNOWN -> new Badge("In doubt", "warn");
        };
    }
}
