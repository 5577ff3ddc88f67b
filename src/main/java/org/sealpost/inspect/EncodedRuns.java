package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 that stands among other text, in lines of any length: counted only if it decodes to text, since words, addresses and
 * numbers of parcels are of the same letters. Linear in the text.
 */
final class EncodedRuns {

    /** The shortest run: thirty letters. */
    private static final int SHORTEST = 40;

    /** A run goes on in the next line if it is so long in this one. */
    private static final int LINE = 16;

    private EncodedRuns() {}

    /** What the runs say, each in its own lines; nothing when none says anything. */
    static String decoded(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder run = new StringBuilder();
        // Of letters that encode nothing no more is kept than tells so.
        boolean says = false;
        int at = beginning(text, 0);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isLetter(text.charAt(end))) {
                end++;
            }
            if (run.length() < SHORTEST) {
                run.append(text, at, Math.min(end, at + SHORTEST));
                if (run.length() >= SHORTEST && isText(run.substring(0, SHORTEST))) {
                    run.append(text, Math.min(end, at + SHORTEST), end);
                    says = true;
                }
            } else if (says) {
                run.append(text, at, end);
            }
            int next = end - at >= LINE ? nextLine(text, end) : -1;
            if (next < 0) {
                if (says) {
                    said(run).ifPresent(words -> out.append(words).append('\n'));
                }
                run.setLength(0);
                says = false;
            }
            at = next < 0 ? beginning(text, end + 1) : next;
        }
        if (says) {
            said(run).ifPresent(words -> out.append(words).append('\n'));
        }
        return out.toString();
    }

    /**
     * Where the first line's worth of letters begins, or the end of the text. Looked for backwards from where its last letter
     * would be: in prose that is a look at every third character.
     */
    private static int beginning(String text, int from) {
        int begin = from;
        int at = begin + LINE - 1;
        while (at < text.length()) {
            int before = at;
            while (before >= begin && isLetter(text.charAt(before))) {
                before--;
            }
            if (before < begin) {
                return begin;
            }
            begin = before + 1;
            at = before + LINE;
        }
        return text.length();
    }

    /** Where the next line begins, if this one ends here. */
    private static int nextLine(String text, int at) {
        int from = at < text.length() && text.charAt(at) == '\r' ? at + 1 : at;
        if (from >= text.length() || text.charAt(from) != '\n') {
            return -1;
        }
        from++;
        while (from < text.length() && (text.charAt(from) == '>' || text.charAt(from) == ' ')) {
            from++;
        }
        return from;
    }

    private static Optional<String> said(CharSequence run) {
        int padded = run.length();
        while (padded > 0 && run.charAt(padded - 1) == '=') {
            padded--;
        }
        int letters = padded % 4 == 1 ? padded - 1 : padded;
        if (letters < SHORTEST) {
            return Optional.empty();
        }
        try {
            byte[] octets =
                    Base64.getDecoder().decode(run.subSequence(0, letters).toString());
            return Octets.haveBinaryControls(octets)
                    ? Optional.empty()
                    : CharsetText.strictly(octets, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException otherLetters) {
            return Optional.empty();
        }
    }

    /** The beginning tells: letters that encode nothing hold controls or octets that are no UTF-8 soon. */
    private static boolean isText(String beginning) {
        try {
            byte[] octets = Base64.getDecoder().decode(beginning);
            String latin = new String(octets, StandardCharsets.ISO_8859_1);
            long letters = latin.chars().filter(c -> c >= ' ' && c < 0x7f).count();
            return letters * 2 >= octets.length && !Octets.haveBinaryControls(octets);
        } catch (IllegalArgumentException otherLetters) {
            return false;
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
    }
}
