package org.sealpost.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSStream;

/**
 * How many letters the ranges of a map from codes to letters stand for (ISO 32000-2 section 9.10.3): three short strings may be
 * thousands, and whoever loads the map writes down each.
 */
final class LetterRanges {

    private static final String BEGINS = "beginbfrange";
    private static final String ENDS = "endbfrange";

    /** Takes over another map, of which the largest that programs bring with them have some ten thousand letters. */
    private static final String OTHER_MAP = "usecmap";

    private static final long IN_OTHER_MAP = 70_000;

    /** First code, last code, and the first letter or a list of all. */
    private static final int PARTS = 3;

    private static final int MOST_DIGITS = 8;
    private static final int HEXADECIMAL = 16;

    private LetterRanges() {}

    /** @param stream of which it is known that it is not too large */
    static long letters(COSStream stream) throws IOException {
        String map;
        try (InputStream in = stream.createInputStream()) {
            map = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        long letters = 0;
        for (int at = map.indexOf(OTHER_MAP); at >= 0; at = map.indexOf(OTHER_MAP, at + 1)) {
            letters += IN_OTHER_MAP;
        }
        // Each part of the map is looked at once, however many ranges begin in it and do not end.
        int end = 0;
        for (int at = map.indexOf(BEGINS); at >= 0; at = map.indexOf(BEGINS, end)) {
            int next = map.indexOf(ENDS, at);
            end = next < 0 ? map.length() : next;
            letters += letters(map, at, end);
        }
        return letters;
    }

    private static long letters(String map, int from, int to) {
        long letters = 0;
        long first = 0;
        int parts = 0;
        int at = from;
        while (at < to) {
            char c = map.charAt(at);
            if (c != '<' && c != '[') {
                at++;
                continue;
            }
            int close = map.indexOf(c == '<' ? '>' : ']', at, to);
            if (close < 0) {
                return letters;
            }
            long code = c == '<' ? code(map.substring(at + 1, close)) : 0;
            switch (parts % PARTS) {
                case 0 -> first = code;
                case 1 -> letters += Math.max(0, code - first);
                default -> {}
            }
            parts++;
            at = close + 1;
        }
        return letters;
    }

    private static long code(String digits) {
        String code = digits.strip();
        if (code.isEmpty()
                || code.length() > MOST_DIGITS
                || !code.chars().allMatch(c -> Character.digit(c, HEXADECIMAL) >= 0)) {
            return 0;
        }
        return Long.parseLong(code, HEXADECIMAL);
    }
}
