package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.SmtpDialogue;

/** Each case is read whole, one octet at a time, and split in two at every place; a line may have ten octets. */
class LineReaderTest {

    private static final int LIMIT = 10;

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | (end)
            one\\r\\n                   | one (end)
            one\\r\\ntwo\\r\\n          | one two (end)
            12345678\\r\\nnext\\r\\n    | 12345678 next (end)
            123456789\\r\\nnext\\r\\n   | (long) next (end)
            123456789012345\\r\\nx\\r\\n | (long) x (end)
            unfinished                  | (end)
            unfinished\\r               | (end)
            one\\ntwo\\r\\n             | (bare)
            one\\rtwo\\r\\n             | (bare)
            \\r\\r\\n                   | (bare)
            12345678901234\\nx\\r\\n    | (bare)
            \\xe4\\xff\\r\\n            | \u00e4\u00ff (end)
            """)
    void onlyCrlfEndsALine_RFC_5321_2_3_8(String sent, String lines) throws IOException {
        for (Pieces pieces : Pieces.everyWay(SmtpDialogue.unescaped(sent))) {
            assertThat(String.join(" ", read(pieces))).isEqualTo(lines);
        }
    }

    @Test
    void readsUtf8StrictlyAndNeverRepairsIt() {
        assertThat(new Line.Complete("\u00c3\u00a4").utf8()).hasValue("ä");
        assertThat(new Line.Complete("\u00c3").utf8()).isEmpty();
        assertThat(new Line.Complete("\u00c0\u00af").utf8())
                .as("an overlong slash")
                .isEmpty();
    }

    private static List<String> read(Pieces pieces) throws IOException {
        LineReader reader = new LineReader(new BlockInput(pieces), LIMIT);
        List<String> lines = new ArrayList<>();
        while (true) {
            switch (reader.read()) {
                case Line.Complete complete -> lines.add(complete.octets());
                case Line.TooLong tooLong -> lines.add("(long)");
                case Line.BareLineEnd bare -> {
                    lines.add("(bare)");
                    return lines;
                }
                case Line.End end -> {
                    lines.add("(end)");
                    return lines;
                }
            }
        }
    }

    @Test
    void theTailOfALongLineIsNoLineOfItsOwn() throws IOException {
        byte[] line = ("x".repeat(2_000_000) + "\r\nnext\r\n").getBytes(StandardCharsets.US_ASCII);
        LineReader reader = new LineReader(new BlockInput(Pieces.of(line, 30_000)), LIMIT);
        assertThat(reader.read()).isInstanceOf(Line.TooLong.class);
        assertThat(reader.read()).isEqualTo(new Line.Complete("next"));
    }
}
