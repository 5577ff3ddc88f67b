package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A header's text with its encoded words decoded (RFC 2047).
 *
 * @param broken whether something looks like an encoded word and cannot be decoded
 */
public record EncodedWords(String text, boolean broken) {

    /** Over ten times RFC 2047's 75 characters; a longer one counts as broken, which keeps the search linear. */
    private static final int LONGEST = 1000;

    /** Decodes what can be decoded and leaves the rest as it stands. */
    public static EncodedWords decode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean broken = false;
        int at = 0;
        int endOfWord = -1;
        while (at < text.length()) {
            int start = text.indexOf("=?", at);
            if (start < 0) {
                break;
            }
            Optional<Word> word = Word.at(text, start);
            boolean gap = endOfWord == at && text.substring(at, start).isBlank();
            if (word.isEmpty() || !gap) {
                out.append(text, at, start);
            }
            if (word.isEmpty()) {
                out.append("=?");
                at = start + 2;
                continue;
            }
            Optional<String> decoded = word.get().decoded();
            broken |= decoded.isEmpty();
            out.append(decoded.orElse(word.get().payload()));
            at = word.get().end();
            endOfWord = at;
        }
        return new EncodedWords(
                out.append(text, Math.min(at, text.length()), text.length()).toString(), broken);
    }

    /** {@code =?charset?B?payload?=} or {@code =?charset*language?Q?payload?=}. */
    private record Word(String charset, char encoding, String payload, int end) {

        static Optional<Word> at(String text, int start) {
            int limit = Math.min(text.length(), start + LONGEST);
            int charsetEnd = indexOf(text, '?', start + 2, limit);
            if (charsetEnd < 0 || charsetEnd + 2 >= limit || text.charAt(charsetEnd + 2) != '?') {
                return Optional.empty();
            }
            char encoding = Character.toLowerCase(text.charAt(charsetEnd + 1));
            if (charsetEnd == start + 2 || (encoding != 'b' && encoding != 'q')) {
                return Optional.empty();
            }
            int from = charsetEnd + 3;
            int end = indexOf(text, '?', from, limit);
            String charset = text.substring(start + 2, charsetEnd);
            return end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != '='
                    ? Optional.of(new Word("", encoding, text.substring(from, limit), limit))
                    : Optional.of(new Word(charset.split("\\*", 2)[0], encoding, text.substring(from, end), end + 2));
        }

        Optional<String> decoded() {
            String quotedPrintable = payload.replace('_', ' ');
            // A header's UTF-8 is decoded by now; an encoded word has none, and a character that is no octet breaks it.
            Piece piece = Piece.of((encoding == 'q' ? quotedPrintable : payload).getBytes(StandardCharsets.ISO_8859_1));
            TransferDecoding octets = TransferDecoding.decode(piece, encoding == 'q' ? "quoted-printable" : "base64");
            return octets.fault().isPresent()
                    ? Optional.empty()
                    : CharsetText.charset(charset).flatMap(known -> CharsetText.strictly(octets.octets(), known));
        }

        private static int indexOf(String text, char wanted, int from, int limit) {
            for (int i = from; i < limit; i++) {
                if (text.charAt(i) == wanted) {
                    return i;
                }
            }
            return -1;
        }
    }
}
