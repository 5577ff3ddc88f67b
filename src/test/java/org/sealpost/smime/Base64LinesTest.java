package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64LinesTest {

    /** Around a group of three, a line of 57 and a block of 256 lines. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 114, 14_591, 14_592, 14_593, 100_000})
    void writesLinesAsTheJdkDoesAndEndsTheLastOne(int size) throws IOException {
        byte[] octets = octets(size);
        String lines = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(octets);

        assertThat(written(octets, size, size)).isEqualTo(size == 0 ? "" : lines + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 57, 1_000, 20_000})
    void doesNotMindInWhichPiecesTheOctetsCome(int piece) throws IOException {
        byte[] octets = octets(50_000);

        assertThat(written(octets, piece, octets.length)).isEqualTo(written(octets, octets.length, octets.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1_000_000})
    void writesTheSameWhenMoreOrLessWasExpected(int expected) throws IOException {
        byte[] octets = octets(20_000);

        assertThat(written(octets, 999, expected)).isEqualTo(written(octets, 999, octets.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 14_592, 100_001})
    void knowsTheSizeBefore(int size) throws IOException {
        assertThat(Base64Lines.size(size)).isEqualTo(written(octets(size), 500, size).length());
    }

    private static String written(byte[] octets, int piece, int expected) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Base64Lines lines = new Base64Lines(out, expected)) {
            for (int at = 0; at < octets.length; at += piece) {
                lines.write(octets, at, Math.min(piece, octets.length - at));
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
