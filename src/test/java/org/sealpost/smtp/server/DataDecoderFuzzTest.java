package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Any octets, in any pieces, against {@link SlowDataReader}. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class DataDecoderFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void readsAnyOctetsAsTheReferenceDoes(byte[] octets) {
        for (int piece : new int[] {1, 2, 3, 7, Math.max(1, octets.length)}) {
            check(octets, piece);
        }
    }

    private static void check(byte[] octets, int piece) {
        SlowDataReader expected = SlowDataReader.read(octets);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataDecoder decoder =
                new DataDecoder((source, from, to) -> message.write(source, from, to - from), LineEnds.REFUSE);
        int taken = 0;
        while (taken < octets.length && !decoder.ended()) {
            taken += decoder.accept(octets, taken, Math.min(octets.length, taken + piece));
        }
        assertThat(decoder.ended()).isEqualTo(expected.message().isPresent());
        if (decoder.ended()) {
            assertThat(taken).isEqualTo(expected.taken());
            assertThat(decoder.forbidden().isPresent()).isEqualTo(expected.forbidden());
            assertThat(message.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected.message().get());
        }
    }
}
