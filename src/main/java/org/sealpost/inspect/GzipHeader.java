package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;

/** The name and the comment in the header of a gzip file (RFC 1952 section 2.3). */
final class GzipHeader {

    private static final int FIXED = 10;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private GzipHeader() {}

    /** Both in their own lines, as far as they are there. */
    static String said(byte[] octets) {
        if (octets.length < FIXED) {
            return "";
        }
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        int flags = octets[3];
        int at = FIXED;
        if ((flags & EXTRA) != 0 && at + 2 <= latin.length()) {
            at += 2 + latin.charAt(at) + latin.charAt(at + 1) * 256;
        }
        StringBuilder said = new StringBuilder();
        for (int field : new int[] {NAME, COMMENT}) {
            int end = (flags & field) == 0 ? -1 : latin.indexOf('\0', at);
            if (end >= 0) {
                said.append(latin, at, end).append('\n');
                at = end + 1;
            }
        }
        return said.toString();
    }
}
