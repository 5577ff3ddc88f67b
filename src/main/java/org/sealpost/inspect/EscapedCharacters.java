package org.sealpost.inspect;

/** Characters that scripts, data and styles write as a backslash and digits: JSON (RFC 8259 section 7) and CSS (level 2, section 4.1.3). */
final class EscapedCharacters {

    private static final int OF_JSON = 4;
    private static final int OF_CSS = 6;

    private EscapedCharacters() {}

    /**
     * Each line of JSON or of a script that holds such characters, with them; nothing when there is none. Of what begins as JSON
     * does also those with a backslash and a letter: elsewhere that may be the way to a file.
     */
    static String inData(String text) {
        return startsAsJson(text) && text.indexOf('\\') >= 0 ? json(text) : decoded(text, true);
    }

    /** The same of a style sheet. */
    static String inStyles(String text) {
        return decoded(text, false);
    }

    private static boolean startsAsJson(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '\ufeff')) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
    }

    /** All of it with every escape of RFC 8259 section 7 as what it stands for. */
    private static String json(String json) {
        StringBuilder out = new StringBuilder(json.length());
        int from = 0;
        for (int at = json.indexOf('\\'); at >= 0 && at + 1 < json.length(); at = json.indexOf('\\', from)) {
            out.append(json, from, at);
            char escape = json.charAt(at + 1);
            int digits = escape == 'u' ? digits(json, at + 2, Math.min(json.length(), at + 2 + OF_JSON)) : 0;
            from = at + 2 + (digits == OF_JSON ? OF_JSON : 0);
            switch (escape) {
                case 'n', 'r' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'b', 'f' -> out.append(' ');
                case 'u' -> out.append(digits == OF_JSON ? (char) Integer.parseInt(json, at + 2, from, 16) : 'u');
                default -> out.append(escape);
            }
        }
        return out.append(json, Math.min(from, json.length()), json.length())
                .append('\n')
                .toString();
    }

    private static String decoded(String text, boolean data) {
        StringBuilder out = new StringBuilder();
        int at = text.indexOf('\\');
        while (at >= 0) {
            int from = text.lastIndexOf('\n', at) + 1;
            int found = text.indexOf('\n', at);
            int end = found < 0 ? text.length() : found;
            line(text, from, end, data, out);
            at = text.indexOf('\\', end);
        }
        return out.toString();
    }

    private static void line(String text, int from, int end, boolean data, StringBuilder out) {
        int before = out.length();
        boolean any = false;
        for (int at = from; at < end; at++) {
            char c = text.charAt(at);
            boolean json = at + 1 < end && text.charAt(at + 1) == 'u';
            int start = json ? at + 2 : at + 1;
            int digits = c == '\\' ? digits(text, start, Math.min(end, start + (json ? OF_JSON : OF_CSS))) : 0;
            if (json != data || digits < (data ? OF_JSON : 1)) {
                out.append(c);
                continue;
            }
            int character = Integer.parseInt(text, start, start + digits, 16);
            if (json) {
                // Halves of a pair stand one after the other.
                out.append((char) character);
            } else {
                out.appendCodePoint(Character.isValidCodePoint(character) ? character : 0xfffd);
            }
            any = true;
            at = start + digits - 1;
            if (!json && at + 1 < end && text.charAt(at + 1) == ' ') {
                at++;
            }
        }
        out.append('\n');
        if (!any) {
            out.setLength(before);
        }
    }

    private static int digits(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        return Math.max(0, at - from);
    }
}
