package org.sealpost.smtp.server;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sealpost.mail.Characters;

/**
 * The text of a receiver's reply as it goes over the wire: as it is to a client that declared SMTPUTF8 (RFC 6531
 * section 3.7.4.2), else in ASCII, by which people still read it.
 */
final class ReplyText {

    /** Octets of a reply line that are left for text (RFC 5321 section 4.5.3.1.5: 512 with code and CRLF). */
    private static final int MAX = 480;

    /** What is more than a letter with a mark, and what German readers expect of theirs. */
    private static final Map<Integer, String> SPELT = Map.ofEntries(
            spelt('ä', "ae"),
            spelt('ö', "oe"),
            spelt('ü', "ue"),
            spelt('Ä', "Ae"),
            spelt('Ö', "Oe"),
            spelt('Ü', "Ue"),
            spelt('ß', "ss"),
            spelt('ẞ', "SS"),
            spelt('æ', "ae"),
            spelt('Æ', "Ae"),
            spelt('œ', "oe"),
            spelt('Œ', "Oe"),
            spelt('ø', "o"),
            spelt('Ø', "O"),
            spelt('ł', "l"),
            spelt('Ł', "L"),
            spelt('đ', "d"),
            spelt('Đ', "D"),
            spelt('ð', "d"),
            spelt('Ð', "D"),
            spelt('þ', "th"),
            spelt('Þ', "Th"),
            spelt('ı', "i"),
            spelt('‘', "'"),
            spelt('’', "'"),
            spelt('‚', "'"),
            spelt('“', "\""),
            spelt('”', "\""),
            spelt('„', "\""),
            spelt('«', "\""),
            spelt('»', "\""),
            spelt('\u2010', "-"),
            spelt('\u2011', "-"),
            spelt('–', "-"),
            spelt('—', "-"),
            spelt('€', "EUR"));

    private ReplyText() {}

    /** One line of text as lines that are short enough, cut between words where there are any. */
    static List<String> lines(String text, boolean utf8) {
        List<String> lines = new ArrayList<>();
        String rest = utf8 ? printable(text) : ascii(text);
        for (int cut = end(rest); cut < rest.length(); cut = end(rest)) {
            int space = rest.lastIndexOf(' ', cut);
            int end = space > 0 ? space : cut;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Where as many octets end as a line may have, never within a character. */
    private static int end(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            octets += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (octets > MAX) {
                return i;
            }
            i += Character.charCount(point);
        }
        return text.length();
    }

    /** Without what would end a line, or command a terminal, elsewhere. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
    }

    /** Letters without their marks, some as they are spelt without; what is left beyond ASCII is a question mark. */
    private static String ascii(String text) {
        if (Characters.areAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> out.append(ascii(point)));
        return out.toString();
    }

    private static String ascii(int point) {
        if (SPELT.containsKey(point)) {
            return SPELT.get(point);
        }
        String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        boolean readable = !plain.isEmpty() && Characters.areAscii(plain) && !Characters.haveControl(plain);
        return readable ? plain : "?";
    }

    private static Map.Entry<Integer, String> spelt(char letter, String ascii) {
        return Map.entry((int) letter, ascii);
    }
}
