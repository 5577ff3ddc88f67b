package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;

/** What the scanner makes of answers that the real daemon seldom gives, or never should. */
class ClamdScannerTest {

    private static final RawMessage MESSAGE =
            RawMessage.of(("Subject: x\r\n\r\n" + "x".repeat(200_000)).getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stream: OK                                 | Clean[]
                    stream: Win.Test-1 FOUND                   | Infected[signatureName=Win.Test-1]
                    stream: W\u00f6rm FOUND                        | Infected[signatureName=W?rm]
                    INSTREAM size limit exceeded. ERROR        | Away[why=the message is larger than the malware scanner takes]
                    stream: Can't allocate memory ERROR        | Away[why=the malware scanner could not scan the message]
                    stream: OK FOUND OK                        | Away[why=the malware scanner could not scan the message]
                    UNKNOWN COMMAND                            | Away[why=the malware scanner could not scan the message]
                    ''                                         | Away[why=the malware scanner could not scan the message]
                    """)
    void onlyOkIsClean(String reply, String verdict) throws Exception {
        try (Answering clamd = new Answering((reply + "\0").getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(clamd.scanner(Duration.ofSeconds(5)).scan(MESSAGE)).hasToString(verdict);
            assertThat(clamd.streamed()).isEqualTo(MESSAGE.octets());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stream: OK                          | Away[why=the malware scanner could not scan the message]
                    stream: Win.Test-1 FOUND            | Infected[signatureName=Win.Test-1]
                    INSTREAM size limit exceeded. ERROR | Away[why=the message is larger than the malware scanner takes]
                    """)
    void aPartThatIsCleanMakesNoMessageClean(String reply, String verdict) throws Exception {
        RawMessage large = RawMessage.of(new byte[10_000_000]);
        try (Answering clamd = Answering.afterOneChunk((reply + "\0").getBytes(StandardCharsets.US_ASCII))) {
            assertThat(clamd.scanner(Duration.ofSeconds(5)).scan(large)).hasToString(verdict);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stream: OK"})
    void aReplyWithoutAnEndIsNone(String reply) throws Exception {
        try (Answering clamd = new Answering(reply.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(clamd.scanner(Duration.ofSeconds(5)).scan(MESSAGE))
                    .isEqualTo(new MalwareVerdict.Away("the malware scanner does not answer"));
        }
    }

    @Test
    void silenceIsWaitedForNoLongerThanTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ClamdScanner scanner = scanner(silent.getLocalPort(), Duration.ofMillis(300));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThat(scanner.scan(MESSAGE))
                            .isEqualTo(new MalwareVerdict.Away("the malware scanner does not answer")));
            assertThat(scanner.isThere()).isFalse();
        }
    }

    @Test
    void nobodyThereIsAway() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        ClamdScanner scanner = scanner(port, Duration.ofSeconds(5));
        assertThat(scanner.scan(MESSAGE)).isInstanceOf(MalwareVerdict.Away.class);
        assertThat(scanner.version()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:3310", "clamd.example.org:1", "[::1]:3310", "unix:/run/clamav/clamd.ctl"})
    void takesAddresses(String text) {
        assertThat(ClamdAddress.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clamd", "clamd:", ":3310", "clamd:0", "clamd:65536", "clamd:x", "unix:", "unix:relative"})
    void refusesWhatIsNoAddress(String text) {
        assertThat(ClamdAddress.parse(text)).isEmpty();
    }

    private static ClamdScanner scanner(int port, Duration timeout) {
        return new ClamdScanner(ClamdAddress.parse("127.0.0.1:" + port).orElseThrow(), timeout);
    }

    /** Takes one stream, to its end or no longer than its first chunk, and answers as it was told. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<byte[]> chunks = new ArrayList<>();
        private final CountDownLatch answered = new CountDownLatch(1);

        Answering(byte[] reply) throws IOException {
            this(reply, Integer.MAX_VALUE);
        }

        private Answering(byte[] reply, int chunksRead) throws IOException {
            Thread.ofVirtual().start(() -> answer(reply, chunksRead));
        }

        static Answering afterOneChunk(byte[] reply) throws IOException {
            return new Answering(reply, 1);
        }

        private void answer(byte[] reply, int chunksRead) {
            try (Socket client = listener.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.readNBytes("zINSTREAM\0".length());
                for (int length = in.readInt(); length > 0 && chunks.size() < chunksRead; length = in.readInt()) {
                    chunks.add(in.readNBytes(length));
                }
                client.getOutputStream().write(reply);
                answered.countDown();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        ClamdScanner scanner(Duration timeout) {
            return ClamdScannerTest.scanner(listener.getLocalPort(), timeout);
        }

        byte[] streamed() throws InterruptedException {
            answered.await();
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            chunks.forEach(all::writeBytes);
            return all.toByteArray();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
