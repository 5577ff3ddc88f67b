package org.sealpost.mail;

/** What a text is made of, as commands, addresses and identifiers are asked at many places. */
public final class Characters {

    private Characters() {}

    /** Whether all of them are ASCII; so it is of an empty text. */
    public static boolean areAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is one or more of the digits 0 to 9, and nothing else. */
    public static boolean areDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether one is a control character: of ASCII, DEL, or one of the second set of ISO 8859 (U+0080 to U+009F). */
    public static boolean haveControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
