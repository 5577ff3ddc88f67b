package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;

/**
 * Looks for lists of pages that no document needs: the reader of PDF takes time with the square of their length where the
 * pages are not there, and does not listen meanwhile.
 */
final class PdfPages {

    private static final String LIST = "/Kids";

    /** Octets of one list: five thousand pages in one need about half. */
    private static final int MOST = 100_000;

    private PdfPages() {}

    static boolean areTooMany(byte[] octets) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        for (int at = latin.indexOf(LIST); at >= 0; at = latin.indexOf(LIST, at + LIST.length())) {
            if (latin.length() - at > MOST && latin.indexOf(']', at, at + MOST) < 0) {
                return true;
            }
        }
        return false;
    }
}
