package org.sealpost.inspect;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * Content that stands in an attribute or a style sheet itself (RFC 2397), wherever it begins: in a list of sources, in
 * {@code url()}, with line ends or escapes within its name, as browsers pass over them (URL Standard, section 4.4).
 */
final class DataUris {

    private static final String SCHEME = "data";

    /** What one stands behind, if it is not first. */
    private static final String BEFORE = " \u00a0(,'\"=;";

    /** Characters of its type and parameters. */
    private static final int LONGEST_TYPE = 256;

    /** Pictures whose size their header tells, by the name as which nothing else is shown. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/gif", "image/jpeg", "image/jpg");

    private static final FileLimits LIMITS = FileLimits.defaults();

    private int logos;

    /** Whether an attribute holds one of something else than a logo, of which there may be as many as of other parts. */
    boolean hideInAttribute(String value) {
        boolean written = value.indexOf(':') >= 0 && hide(value);
        return written || (mayHoldReferences(value) && hide(Encoding.decodeHtml(value, true)));
    }

    /** Character references that may write any letter, or the colon or what is passed over within. */
    private static boolean mayHoldReferences(String value) {
        for (int at = value.indexOf('&'); at >= 0; at = value.indexOf('&', at + 1)) {
            if (value.startsWith("#", at + 1)
                    || value.startsWith("colon;", at + 1)
                    || value.startsWith("Tab;", at + 1)
                    || value.startsWith("NewLine;", at + 1)
                    || value.startsWith("bsol;", at + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The same of a style sheet, or of an attribute without character references. */
    boolean hide(String text) {
        return stands(text) || (mayBeEscaped(text) && stands(TurnedStyles.unescaped(text)));
    }

    private static boolean mayBeEscaped(String text) {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            char next = Matches.at(text, at + 1);
            boolean colon = next == ':' && (Matches.at(text, at - 1) | 0x20) == 'a';
            if (colon || isPassedOver(next) || (next | 0x20) == 't' || Character.digit(next, 16) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean stands(String text) {
        int first = -1;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int begin = begin(text, colon);
            if (begin < 0) {
                continue;
            }
            first = first < 0 ? first(text) : first;
            boolean isFirst = begin == first;
            if (!isFirst && BEFORE.indexOf(before(text, begin)) < 0) {
                continue;
            }
            String rest = text.substring(colon + 1, Math.min(text.length(), colon + 1 + LONGEST_TYPE));
            int comma = rest.indexOf(',');
            String type = comma < 0 ? "" : rest.substring(0, comma).strip().toLowerCase(Locale.ROOT);
            // A word before a colon in a sentence is none; nothing but such a source begins with it.
            boolean is = isFirst || (comma >= 0 && isType(type));
            if (is && !(comma >= 0 && isLogo(type, text, colon + 2 + comma) && ++logos <= HtmlText.MOST_PICTURES)) {
                return true;
            }
        }
        return false;
    }

    /** Where the scheme begins whose colon that is, or a negative number. */
    private static int begin(String text, int colon) {
        int at = colon;
        for (int letter = SCHEME.length() - 1; letter >= 0; letter--) {
            at--;
            while (at > 0 && isPassedOver(text.charAt(at))) {
                at--;
            }
            if (at < 0 || (text.charAt(at) | 0x20) != SCHEME.charAt(letter)) {
                return -1;
            }
        }
        return at;
    }

    private static int first(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static char before(String text, int begin) {
        int at = begin - 1;
        while (at > 0 && isPassedOver(text.charAt(at))) {
            at--;
        }
        return text.charAt(at);
    }

    private static boolean isPassedOver(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /** Nothing, a parameter, or a type and its subtype. */
    private static boolean isType(String type) {
        int end = type.indexOf(';');
        String name = (end < 0 ? type : type.substring(0, end)).strip();
        int slash = name.indexOf('/');
        boolean named = slash > 0 && slash + 1 < name.length() && name.chars().noneMatch(c -> c <= ' ' || c == '(');
        return name.isEmpty() || named;
    }

    private static boolean isLogo(String type, String text, int from) {
        String[] parts = type.split(";", -1);
        if (parts.length < 2
                || !PICTURES.contains(parts[0].strip())
                || !parts[parts.length - 1].strip().equals("base64")) {
            return false;
        }
        StringBuilder letters = new StringBuilder();
        int most = LIMITS.pictureOctets() / 3 * 4 + 4;
        int at = from;
        for (; at < text.length() && letters.length() <= most; at++) {
            char c = text.charAt(at);
            if (Letters.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=') {
                letters.append(c);
            } else if (!isPassedOver(c)) {
                break;
            }
        }
        return letters.length() <= most && Matches.at(text, at) != '%' && isLogo(letters.toString());
    }

    private static boolean isLogo(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            return FileOctets.kind(octets) == FileKind.PICTURE && Picture.isLogo(octets, LIMITS);
        } catch (IllegalArgumentException otherLetters) {
            return false;
        }
    }
}
