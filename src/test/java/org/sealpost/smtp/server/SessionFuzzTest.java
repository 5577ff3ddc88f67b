package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Pieces;

/** Any octets as a client of a whole session. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class SessionFuzzTest {

    /** What the receiver was told, and what the client was. */
    private record Played(List<String> calls, String replies) {}

    @FuzzTest(maxDuration = "20s")
    void anyOctetsAreTheSameDialogueInAnyPiecesAndEveryTransactionEndsOnce(byte[] octets) throws IOException {
        Played whole = play(Pieces.whole(octets));
        assertThat(play(Pieces.octetByOctet(octets))).isEqualTo(whole);
        assertThat(play(Pieces.of(octets, 7))).isEqualTo(whole);
        assertThat(whole.replies().split("\r\n", -1))
                .allSatisfy(line -> assertThat(line).matches("([2345][0-9]{2}[ -][ -~]+)?"));
        assertTransactionsEndOnce(whole.calls());
    }

    private static Played play(Pieces pieces) throws IOException {
        RecordingReceiver receiver = new RecordingReceiver();
        MemoryBudget memory = new MemoryBudget(1_000_000);
        PiecesSocket socket = new PiecesSocket(pieces);
        ServerSettings settings = ServerSettings.defaults()
                .withMessage(new MessageLimits(2_000, 500, 3, 2))
                .withSession(new SessionLimits(1, 1, 5, 20));
        Timeouts never = new Timeouts(
                Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), 0, Duration.ofDays(1));
        new Session(
                        new Wire(socket, never),
                        settings.withTimeouts(never),
                        receiver,
                        new IncomingRoom(memory, Optional.empty()),
                        false,
                        () -> false)
                .run();
        assertThat(memory.reserved()).isZero();
        return new Played(receiver.calls, socket.replies());
    }

    private static void assertTransactionsEndOnce(List<String> calls) {
        boolean open = false;
        for (String call : calls) {
            assertThat(open).as("%s", calls).isEqualTo(!call.startsWith("begin"));
            open = call.startsWith("begin") || call.startsWith("recipient");
            // The receiver shows CRLF as |, so that what is left of these stood alone.
            assertThat(call).doesNotContain("\r", "\n", "\0");
        }
        assertThat(open).as("%s", calls).isFalse();
    }
}
