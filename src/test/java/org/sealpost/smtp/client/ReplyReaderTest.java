package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Pieces;
import org.sealpost.testing.SmtpDialogue;

/** Replies of friendly and of hostile next hops, fed in any pieces. */
class ReplyReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250\\r\\n                                        | '250 '",
                "250 ok\\r\\n                                     | 250 ok",
                "250 2.1.5 ok\\r\\n                               | 250 2.1.5 ok",
                "250 5.1.1 ok\\r\\n                               | 250 5.1.1 ok",
                "550-5.1.1 no\\r\\n550 5.1.1 such user\\r\\n      | 550 5.1.1 no such user",
                "550-no\\r\\n550-such\\r\\n550 user\\r\\n         | 550 no such user",
                "550 no\\tsuch\\0user \\xff\\r\\n                 | 550 no?such?user ?",
                "354 3.0.0 go on\\r\\n                            | 354 3.0.0 go on",
            })
    void readsReplies(String wire, String expected) throws IOException {
        byte[] octets = SmtpDialogue.unescaped(wire);
        for (Pieces pieces : Pieces.everyWay(octets)) {
            assertThat(new ReplyReader(new BlockInput(pieces)).read(true)).hasToString(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\\r\\n",
                "25\\r\\n",
                "250ok\\r\\n",
                "250 ok",
                "250 ok\\n",
                "250 ok\\rx\\r\\n",
                "150 ok\\r\\n",
                "650 ok\\r\\n",
                "999 ok\\r\\n",
                "-50 ok\\r\\n",
                "250-ok\\r\\n",
                "250-ok\\r\\n550 no\\r\\n",
                "HTTP/1.1 200 OK\\r\\n",
                "\\x16\\x03\\x01\\x02\\0",
            })
    void whatIsNoReplyIsNotTakenForOne(String wire) {
        byte[] octets = SmtpDialogue.unescaped(wire);
        for (Pieces pieces : Pieces.everyWay(octets)) {
            assertThatThrownBy(() -> new ReplyReader(new BlockInput(pieces)).read(true))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1018, 1, true", "1019, 1, false", "1000000, 1, false", "10, 128, true", "10, 129, false"})
    void aReplyHasLimits(int length, int lines, boolean taken) throws IOException {
        String all = ("250-" + "x".repeat(length) + "\r\n").repeat(lines - 1) + "250 " + "x".repeat(length) + "\r\n";
        ReplyReader reader = new ReplyReader(new BlockInput(Pieces.whole(all.getBytes(StandardCharsets.US_ASCII))));
        if (taken) {
            assertThat(reader.read(true).lines()).hasSize(lines);
        } else {
            assertThatThrownBy(() -> reader.read(true)).isInstanceOf(IOException.class);
        }
    }
}
