package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.DotStuffedOutput;
import org.sealpost.smtp.Pieces;
import org.sealpost.smtp.UnsafeLineEndException;

/** Writer and reader of message data against each other. */
class DotStuffingPropertyTest {

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings().withChars(".. ab\t").ofMaxLength(6).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withChars("\r\n.a\0").ofMaxLength(12);
    }

    @Property
    void whatIsWrittenIsReadBackIdentically(
            @ForAll("lines") List<String> lines,
            @ForAll @IntRange(min = 1, max = 9) int written,
            @ForAll @IntRange(min = 1, max = 9) int read)
            throws IOException {
        String message =
                String.join("", lines.stream().map(line -> line + "\r\n").toList());
        byte[] wire = write(message, written);
        assertThat(new String(wire, StandardCharsets.ISO_8859_1).indexOf("\r\n.\r\n"))
                .isIn(-1, wire.length - 5);
        BlockInput in = new BlockInput(Pieces.of(wire, read));
        MemoryBudget.Reservation memory =
                new MemoryBudget(10_000_000).reserve(100).orElseThrow();
        DataOutcome outcome = new DataReader(in, MessageLimits.defaults(), LineEnds.REFUSE).read(memory, 100);
        assertThat(((DataOutcome.Whole) outcome).message().octets())
                .isEqualTo(message.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(in.await()).isFalse();
    }

    /** Either it is refused, or it holds no line end but CRLF and only one end of data, for any reader. */
    @Property(tries = 5000)
    void nothingThatAnotherServerCouldTakeForTheEndIsWritten(
            @ForAll("octets") String message, @ForAll @IntRange(min = 1, max = 5) int piece) throws IOException {
        String rest = message.replace("\r\n", "");
        if (rest.contains("\r") || rest.contains("\n") || rest.contains("\0")) {
            assertThatThrownBy(() -> write(message, piece)).isInstanceOf(UnsafeLineEndException.class);
            return;
        }
        String wire = new String(write(message, piece), StandardCharsets.ISO_8859_1);
        assertThat(("\r\n" + wire).split("[\r\n]+\\.[\r\n]+", -1)).hasSize(2);
        assertThat(wire).endsWith(".\r\n");
    }

    private static byte[] write(String message, int piece) throws IOException {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (DotStuffedOutput out = new DotStuffedOutput(wire)) {
            for (int at = 0; at < octets.length; at += piece) {
                out.write(octets, at, Math.min(piece, octets.length - at));
            }
            out.end();
        }
        return wire.toByteArray();
    }
}
