package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Optional;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Pieces;
import org.sealpost.smtp.Reply;

/** Any octets as a reply, in any pieces. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class ReplyReaderFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyOctetsAreTheSameReplyInAnyPiecesAndNeverBringControlCharacters(byte[] octets) {
        Optional<Reply> reply = read(Pieces.whole(octets));
        assertThat(read(Pieces.octetByOctet(octets))).isEqualTo(reply);
        reply.ifPresent(one -> assertThat(one.toString()).doesNotContainPattern("[^ -~]"));
    }

    private static Optional<Reply> read(Pieces pieces) {
        try {
            return Optional.of(new ReplyReader(new BlockInput(pieces)).read(true));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
