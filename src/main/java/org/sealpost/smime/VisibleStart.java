package org.sealpost.smime;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where an HTML document's visible part begins: behind the start tag of body, else behind head, else behind the start of
 * the document. Comments, quoted values of attributes, and what stands in a title, style or script are no tags there, as
 * they are none to a browser. Each character is looked at once.
 */
final class VisibleStart {

    /** Elements whose text is no markup, up to their own end tag. */
    private static final Set<String> TEXT_ONLY =
            Set.of("title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "noscript");

    /** Behind these another reading of what follows is possible than the one here. */
    private static final Set<String> UNCERTAIN = Set.of("plaintext", "template", "frameset", "svg", "math");

    private final String document;
    private int at;
    private int declared;
    private int opened;
    private int headed;

    private VisibleStart(String document) {
        this.document = document;
    }

    /** @return nothing when a tag, a comment or an element does not end, or its extent is uncertain */
    static OptionalInt of(String document) {
        return new VisibleStart(document).find();
    }

    private OptionalInt find() {
        while (true) {
            at = document.indexOf('<', at);
            if (at < 0) {
                return OptionalInt.of(Math.max(declared, Math.max(opened, headed)));
            }
            if (document.startsWith("<!--", at)) {
                // A comment may be as short as <!-->.
                if (!moveBehind("-->", at + 2)) {
                    return OptionalInt.empty();
                }
            } else if (document.startsWith("<!", at) || document.startsWith("<?", at)) {
                boolean doctype = isNamed("<!doctype", at);
                if (!moveBehind(">", at)) {
                    return OptionalInt.empty();
                }
                declared = doctype ? at : declared;
            } else if (isLetter(at + 1) || document.startsWith("</", at) && isLetter(at + 2)) {
                boolean end = document.charAt(at + 1) == '/';
                String name = name(at + (end ? 2 : 1));
                if (!tag() || !end && UNCERTAIN.contains(name)) {
                    return OptionalInt.empty();
                }
                if (!end && name.equals("body")) {
                    return OptionalInt.of(at);
                }
                opened = !end && name.equals("html") ? at : opened;
                headed = end && name.equals("head") ? at : headed;
                if (!end && TEXT_ONLY.contains(name) && !moveToEnd(name)) {
                    return OptionalInt.empty();
                }
            } else {
                at++;
            }
        }
    }

    private boolean moveBehind(String end, int from) {
        int found = document.indexOf(end, from);
        at = found + end.length();
        return found >= 0;
    }

    /** Moves behind a tag. Quotes count where an attribute's value begins, and only there. */
    private boolean tag() {
        boolean value = false;
        for (at++; at < document.length(); at++) {
            char c = document.charAt(at);
            if (c == '>') {
                at++;
                return true;
            }
            if (value && (c == '"' || c == '\'')) {
                at = document.indexOf(c, at + 1);
                if (at < 0) {
                    return false;
                }
            }
            value = c == '=' || value && isSpace(c);
        }
        return false;
    }

    /** Moves to the end tag of an element that holds text alone. */
    private boolean moveToEnd(String name) {
        String end = "</" + name;
        for (at = document.indexOf("</", at); at >= 0; at = document.indexOf("</", at + 2)) {
            if (isNamed(end, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(String start, int from) {
        int behind = from + start.length();
        return document.regionMatches(true, from, start, 0, start.length())
                && (behind == document.length() || !Character.isLetterOrDigit(document.charAt(behind)));
    }

    private String name(int from) {
        int end = from;
        while (end < document.length() && !isSpace(document.charAt(end)) && "/>".indexOf(document.charAt(end)) < 0) {
            end++;
        }
        return document.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private boolean isLetter(int position) {
        return position < document.length()
                && ("abcdefghijklmnopqrstuvwxyz".indexOf(Character.toLowerCase(document.charAt(position))) >= 0);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
    }
}
