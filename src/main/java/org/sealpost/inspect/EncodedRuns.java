package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 that stands among other text, in lines of any length: counted only if it decodes to text or to the beginning of a
 * file, since words, addresses and numbers of parcels are of the same letters. Linear in the text.
 *
 * @param said what the runs say that are text, each in its own lines; empty when none says anything
 * @param holdFile whether one begins as a file of a known kind does, such as a PDF in a FHIR resource or in an HL7 segment
 */
record EncodedRuns(String said, boolean holdFile) {

    /** The shortest run: thirty letters. */
    private static final int SHORTEST = 40;

    /** The shortest that counts if all of it is ASCII that people write, with a digit or a space: twelve letters. */
    private static final int SHORT = 16;

    private static final int MOST_FILLING = 2;

    /** A run goes on in the next line if it is so long in this one. */
    private static final int LINE = 16;

    /** The shortest run that holds a file worth the name. */
    private static final int FILE = 120;

    static EncodedRuns of(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder run = new StringBuilder();
        // Of letters that encode nothing no more is kept than tells so.
        boolean says = false;
        boolean file = false;
        boolean holdFile = false;
        int letters = 0;
        // Where letters may go on behind a backslash, short stretches count, too.
        boolean escaped = text.indexOf('\\') >= 0;
        int at = escaped ? 0 : beginning(text, 0);
        while (at < text.length()) {
            int end = Base64Letters.end(text, at, text.length());
            letters += end - at;
            if (run.length() < SHORTEST) {
                run.append(text, at, Math.min(end, at + SHORTEST));
                if (run.length() >= SHORTEST) {
                    String beginning = run.substring(0, SHORTEST);
                    file = isFile(beginning);
                    says = isText(beginning);
                    if (says) {
                        run.append(text, Math.min(end, at + SHORTEST), end);
                    }
                }
            } else if (says) {
                run.append(text, at, end);
            }
            holdFile |= file && letters >= FILE;
            int next = goesOn(text, at, end);
            if (next < 0) {
                (says ? said(run) : saidShortly(run))
                        .ifPresent(words -> out.append(words).append('\n'));
                run.setLength(0);
                says = false;
                file = false;
                letters = 0;
            }
            if (next >= 0) {
                at = next;
            } else {
                at = escaped ? end + 1 : beginning(text, end + 1);
            }
        }
        (says ? said(run) : saidShortly(run))
                .ifPresent(words -> out.append(words).append('\n'));
        return new EncodedRuns(out.toString(), holdFile);
    }

    /**
     * Where the run goes on that ends there: in the next line, or behind what JSON writes for a slash or a line's end (RFC 8259
     * section 7).
     */
    private static int goesOn(String text, int from, int end) {
        if (text.startsWith("\\/", end)) {
            return end + 1;
        }
        if (end - from < LINE) {
            return -1;
        }
        if (text.startsWith("\\n", end)) {
            return end + 2;
        }
        return text.startsWith("\\r\\n", end) ? end + 4 : nextLine(text, end);
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
            while (before >= begin && Base64Letters.has(text.charAt(before))) {
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

    /** Of a few letters: any word and any number is base64 of something, hardly one of what people write. */
    private static Optional<String> saidShortly(CharSequence run) {
        if (run.length() < SHORT || run.length() >= SHORTEST || !mayBeWritten(run)) {
            return Optional.empty();
        }
        return decoded(run, SHORT).filter(EncodedRuns::isWritten);
    }

    /** The first four letters tell of nearly all words and names in links that they encode nothing; so does {@code a=b}. */
    private static boolean mayBeWritten(CharSequence run) {
        int filling = run.length();
        while (filling > 0 && run.charAt(filling - 1) == '=') {
            filling--;
        }
        for (int at = 0; at < filling; at++) {
            if (run.charAt(at) == '=') {
                return false;
            }
        }
        if (filling < 4) {
            return false;
        }
        int bits =
                bits(run.charAt(0)) << 18 | bits(run.charAt(1)) << 12 | bits(run.charAt(2)) << 6 | bits(run.charAt(3));
        return isWritten(bits >> 16) && isWritten(bits >> 8 & 0xff) && isWritten(bits & 0xff);
    }

    /** What a letter stands for (RFC 4648 section 4). */
    private static int bits(char letter) {
        if (letter >= 'a') {
            return letter - 'a' + 26;
        }
        if (letter >= 'A') {
            return letter - 'A';
        }
        if (letter >= '0') {
            return letter - '0' + 52;
        }
        return letter == '+' ? 62 : 63;
    }

    private static boolean isWritten(String said) {
        return said.chars().allMatch(EncodedRuns::isWritten)
                && said.chars().anyMatch(c -> c == ' ' || (c >= '0' && c <= '9'));
    }

    private static boolean isWritten(int c) {
        return (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t';
    }

    private static Optional<String> said(CharSequence run) {
        return decoded(run, SHORTEST);
    }

    /** @param shortest letters of the run, with those that only fill it up */
    private static Optional<String> decoded(CharSequence run, int shortest) {
        int padded = run.length();
        while (padded > 0 && run.charAt(padded - 1) == '=') {
            padded--;
        }
        int letters = padded % 4 == 1 ? padded - 1 : padded;
        if (letters + MOST_FILLING < shortest) {
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

    /** By what a file of a known kind begins with, not by octets that are no text: those of a token or a digest are none either. */
    private static boolean isFile(String beginning) {
        // A name may stand before it: data=JVBERi0
        String encoded = beginning.substring(beginning.lastIndexOf('=') + 1);
        return FileOctets.magic(Base64.getDecoder().decode(encoded.substring(0, encoded.length() / 4 * 4)))
                .isPresent();
    }
}
