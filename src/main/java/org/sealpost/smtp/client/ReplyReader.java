package org.sealpost.smtp.client;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sealpost.mail.Characters;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.LineReader;
import org.sealpost.smtp.Reply;

/** Reads a peer's replies strictly (RFC 5321 section 4.2); what is no reply ends the connection. */
final class ReplyReader {

    /** Twice RFC 5321's 512 octets, since some servers are wordy. */
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private static final int LINE_LIMIT = 1024;

    private static final int LINES = 128;

    private final LineReader lines;

    ReplyReader(BlockInput in) {
        this.lines = new LineReader(in, LINE_LIMIT);
    }

    /**
     * Waits for a reply.
     *
     * @param enhanced whether a status code at the start of the text is one (the peer offered ENHANCEDSTATUSCODES, or it
     *     looks like one: many servers send them unasked)
     * @throws IOException when the connection is lost or what came is no reply
     */
    Reply read(boolean enhanced) throws IOException {
        List<String> texts = new ArrayList<>();
        Optional<EnhancedCode> status = Optional.empty();
        int code = 0;
        for (int i = 0; i < LINES; i++) {
            String line = line();
            int thisCode = code(line);
            if (i > 0 && thisCode != code) {
                throw new IOException("the codes of one reply differ");
            }
            code = thisCode;
            boolean last = line.length() == 3 || line.charAt(3) == ' ';
            String text = line.length() > 4 ? printable(line.substring(4)) : "";
            if (enhanced && code != 354) {
                Optional<EnhancedCode> here = enhancedCode(text, code);
                if (here.isPresent()) {
                    status = here;
                    int space = text.indexOf(' ');
                    text = space < 0 ? "" : text.substring(space + 1);
                }
            }
            texts.add(text);
            if (last) {
                return new Reply(code, status, texts);
            }
        }
        throw new IOException("a reply has more than " + LINES + " lines");
    }

    private String line() throws IOException {
        return switch (lines.read()) {
            case Line.Complete(String octets) -> octets;
            case Line.TooLong tooLong ->
                throw new IOException("a line of a reply is longer than " + LINE_LIMIT + " octets");
            case Line.BareLineEnd() -> throw new IOException("a line of a reply does not end with CRLF");
            case Line.End() -> throw new EOFException("the next hop closed the connection");
        };
    }

    private static int code(String line) throws IOException {
        boolean digits = line.length() >= 3 && Characters.areDigits(line.substring(0, 3));
        boolean separated =
                line.length() == 3 || (line.length() > 3 && (line.charAt(3) == ' ' || line.charAt(3) == '-'));
        if (!digits || !separated || line.charAt(0) < '2' || line.charAt(0) > '5') {
            throw new IOException("what the next hop sent is no SMTP reply");
        }
        return Integer.parseInt(line.substring(0, 3));
    }

    private static Optional<EnhancedCode> enhancedCode(String text, int code) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        if (!ENHANCED.matcher(word).matches()) {
            return Optional.empty();
        }
        EnhancedCode parsed = EnhancedCode.parse(word);
        return parsed.status() == code / 100 ? Optional.of(parsed) : Optional.empty();
    }

    private static String printable(String text) {
        char[] clean = text.toCharArray();
        for (int i = 0; i < clean.length; i++) {
            if (clean[i] < 0x20 || clean[i] >= 0x7f) {
                clean[i] = '?';
            }
        }
        return new String(clean);
    }
}
