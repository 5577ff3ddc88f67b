package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Earlier states of a PDF that was saved by appending what changed (ISO 32000-2 section 7.5.6): each is the beginning of the
 * file up to its own end, with all that was deleted or replaced later.
 */
final class PdfRevisions {

    private static final String END_BEGINS = "startxref";
    private static final String END = "%%EOF";

    /** Between the two: a line with a number. */
    private static final int NUMBER = 40;

    /** The first part of a file that is ordered for the web ends like a state, and leads nowhere. */
    private static final String NOWHERE = "0";

    private PdfRevisions() {}

    /**
     * The earlier states.
     *
     * @param most how many are wanted at most: one more is given to say that there are more
     */
    static List<byte[]> earlier(byte[] octets, int most) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        int last = latin.lastIndexOf(END_BEGINS);
        List<byte[]> states = new ArrayList<>();
        for (int at = latin.indexOf(END_BEGINS);
                at >= 0 && at < last && states.size() <= most;
                at = latin.indexOf(END_BEGINS, at + 1)) {
            int number = at + END_BEGINS.length();
            int end = latin.indexOf(END, number, Math.min(latin.length(), number + NUMBER));
            if (end > 0 && !latin.substring(number, end).strip().equals(NOWHERE)) {
                states.add(Arrays.copyOf(octets, end + END.length()));
            }
        }
        return states;
    }
}
