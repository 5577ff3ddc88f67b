package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBreaksTest {

    @Test
    void findsEachOctetThatCountsWhereverItStandsAndNoOther() {
        for (int octet = 0; octet < 256; octet++) {
            for (int place = 0; place < 20; place++) {
                byte[] octets = "abcdefghijklmnopqrst".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                octets[place] = (byte) octet;
                boolean counts = octet == '\r' || octet == '\n' || octet == 0;
                assertThat(LineBreaks.next(octets, 0, octets.length))
                        .as("octet %d at %d", octet, place)
                        .isEqualTo(counts ? place : octets.length);
            }
        }
    }

    @Test
    void seesWhatALookAtEachOctetSees() {
        Random random = new Random(20_261_123);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[random.nextInt(64)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(16) : random.nextInt(256));
            }
            int from = octets.length == 0 ? 0 : random.nextInt(octets.length);
            int to = from + (octets.length == from ? 0 : random.nextInt(octets.length - from + 1));
            assertThat(LineBreaks.next(octets, from, to)).isEqualTo(oneByOne(octets, from, to));
        }
    }

    private static int oneByOne(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\r' || octets[i] == '\n' || octets[i] == 0) {
                return i;
            }
        }
        return to;
    }
}
