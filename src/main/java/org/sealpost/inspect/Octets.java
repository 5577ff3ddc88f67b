package org.sealpost.inspect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is asked of all octets of a text: eight of them at a time. */
final class Octets {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long SPACES = 0x2020_2020_2020_2020L;

    /** Characters that are looked at as octets at once. */
    private static final int PIECE = 8192;

    /** Controls that text has, a bit for each: tab, line ends, vertical tab, form feed, and escape (ISO 2022). */
    private static final int OF_TEXT = 1 << '\t' | 1 << '\n' | 1 << 0x0b | 1 << '\f' | 1 << '\r' | 1 << 0x1b;

    private Octets() {}

    /** Whether some octets stand at a place of others. */
    static boolean haveAt(byte[] octets, int at, byte[] some) {
        int end = at + some.length;
        return end <= octets.length && Arrays.equals(octets, at, end, some, 0, some.length);
    }

    static boolean areAscii(byte[] octets) {
        long all = 0;
        int at = 0;
        for (; at + Long.BYTES <= octets.length; at += Long.BYTES) {
            all |= (long) EIGHT.get(octets, at);
        }
        for (; at < octets.length; at++) {
            all |= octets[at];
        }
        return (all & HIGH) == 0;
    }

    /** Whether every third is 0, as in a file of small numbers, and in no picture and nothing that is packed. */
    static boolean haveManyZeros(byte[] octets) {
        int zeros = 0;
        for (byte octet : octets) {
            zeros += octet == 0 ? 1 : 0;
        }
        return zeros * 3L >= octets.length;
    }

    /** Whether controls are among them that no text has: someone declared a file of another kind as text. */
    static boolean haveBinaryControls(byte[] octets) {
        int at = 0;
        for (; at + Long.BYTES <= octets.length; at += Long.BYTES) {
            long eight = (long) EIGHT.get(octets, at);
            // The high bit of each octet below the space; a borrow can only set one too many.
            if ((eight - SPACES & ~eight & HIGH) != 0 && haveBinaryControls(octets, at, at + Long.BYTES)) {
                return true;
            }
        }
        return haveBinaryControls(octets, at, octets.length);
    }

    private static boolean haveBinaryControls(byte[] octets, int from, int to) {
        for (int at = from; at < to; at++) {
            byte octet = octets[at];
            if (octet >= 0 && octet < ' ' && (OF_TEXT >>> octet & 1) == 0) {
                return true;
            }
        }
        return false;
    }

    /** The same of a text's characters: in UTF-8 those controls are octets of their own. */
    static boolean hasBinaryControls(String text) {
        for (int from = 0; from < text.length(); from += PIECE) {
            String piece = text.substring(from, Math.min(text.length(), from + PIECE));
            if (haveBinaryControls(piece.getBytes(StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }
}
