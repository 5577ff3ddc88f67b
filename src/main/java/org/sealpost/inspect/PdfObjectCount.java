package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;

/**
 * How many objects a reader makes of a PDF before anyone can count them: those in streams (ISO 32000-2 section 7.5.7), as the
 * streams themselves say, since each octet of such a stream can be one; and the dictionaries that are written out.
 */
final class PdfObjectCount {

    private static final String TYPE = "/ObjStm";
    private static final String COUNT = "/N";
    private static final String DICTIONARY = "<<";

    /** The largest books, with the structure of each paragraph, have some hundred thousand. */
    private static final long MOST_IN_STREAMS = 400_000;

    private static final int MOST_WRITTEN_OUT = 250_000;

    private static final int MOST_DIGITS = 9;

    /** Characters within which a stream that calls itself one says how many: programs write its dictionary in some hundred. */
    private static final int NEAR = 150;

    private PdfObjectCount() {}

    static boolean isTooMuch(byte[] octets) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        return streamsHoldTooMany(latin) || tooManyAreWrittenOut(latin);
    }

    private static boolean tooManyAreWrittenOut(String latin) {
        int all = 0;
        int at = latin.indexOf(DICTIONARY);
        while (at >= 0 && all <= MOST_WRITTEN_OUT) {
            all++;
            at = latin.indexOf(DICTIONARY, at + DICTIONARY.length());
        }
        return all > MOST_WRITTEN_OUT;
    }

    private static boolean streamsHoldTooMany(String latin) {
        long all = 0;
        for (int at = latin.indexOf(TYPE); at >= 0; at = latin.indexOf(TYPE, at + TYPE.length())) {
            all += count(latin.substring(Math.max(0, at - NEAR), Math.min(latin.length(), at + NEAR)));
            if (all > MOST_IN_STREAMS) {
                return true;
            }
        }
        return false;
    }

    /** The first number behind the word for it. */
    private static long count(String dictionary) {
        for (int at = dictionary.indexOf(COUNT); at >= 0; at = dictionary.indexOf(COUNT, at + 1)) {
            int from = at + COUNT.length();
            while (from < dictionary.length() && dictionary.charAt(from) == ' ') {
                from++;
            }
            int to = from;
            while (to < dictionary.length() && to - from < MOST_DIGITS && isDigit(dictionary.charAt(to))) {
                to++;
            }
            if (to > from) {
                return Long.parseLong(dictionary, from, to, 10);
            }
        }
        return 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
