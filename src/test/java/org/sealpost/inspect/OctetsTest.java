package org.sealpost.inspect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OctetsTest {

    private static final String TEXT = "Tab\tand\r\nlines\fof\u000btext \u001b$B";

    @Test
    void findsABinaryControlAtEachPlace() {
        for (int at = 0; at < 27; at++) {
            byte[] octets = "abcdefgh ~ \u007f\r\n\tklmnopqrstuvw".getBytes(StandardCharsets.ISO_8859_1);
            assertFalse(Octets.haveBinaryControls(octets));
            octets[at] = 0x01;
            assertTrue(Octets.haveBinaryControls(octets), "at " + at);
            assertTrue(Octets.hasBinaryControls(new String(octets, StandardCharsets.ISO_8859_1)), "at " + at);
        }
    }

    @Test
    void takesControlsOfTextAndOctetsAboveAsciiForNoBinaryOnes() {
        assertFalse(Octets.haveBinaryControls(TEXT.getBytes(StandardCharsets.US_ASCII)));
        assertFalse(Octets.hasBinaryControls(TEXT));
        assertFalse(Octets.haveBinaryControls(
                "\u0080\u0081\u0090\u00ff\u00a0\u0085\u009f\u00c3\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        assertFalse(Octets.hasBinaryControls("\u0101\ud83d\ude00\u2019"));
    }

    @Test
    void findsABinaryControlFarBehindInALongText() {
        assertFalse(Octets.hasBinaryControls("\u00e9".repeat(20_000)));
        assertTrue(Octets.hasBinaryControls("\u00e9".repeat(20_000) + "\u0000"));
    }

    @Test
    void tellsAsciiFromTheRestAtEachPlace() {
        for (int at = 0; at < 19; at++) {
            byte[] octets = new byte[19];
            assertTrue(Octets.areAscii(octets));
            octets[at] = (byte) 0x80;
            assertFalse(Octets.areAscii(octets), "at " + at);
        }
    }
}
