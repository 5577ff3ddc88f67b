package smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.sealpost.mail.RawMessage;

/**
 * A message that is encrypted again and again: a few lines and, as large messages have one, an attachment.
 *
 * @param file the same octets for the peers
 */
record Sample(int size, RawMessage message, Path file) {

    private static final String HEAD = """
            From: Reception <reception@practice.example>
            To: Bo Patient <bo@patients.example>
            Subject: Your next visit
            Date: Thu, 01 Jan 2026 08:00:00 +0000
            Message-ID: <20260101.1@server.practice.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="bench"

            --bench
            Content-Type: text/plain; charset=us-ascii

            Dear patient, please find our letter attached.
            --bench
            Content-Type: application/pdf; name="letter.pdf"
            Content-Transfer-Encoding: base64

            """.replace("\n", "\r\n");
    private static final String TAIL = "\r\n--bench--\r\n";
    private static final byte[] CRLF = {'\r', '\n'};

    /** @param size octets of the whole message, at least 1,024 */
    static Sample write(int size, Path folder) throws IOException {
        byte[] octets = octets(size);
        Path file = folder.resolve("message-" + size);
        Files.write(file, octets);
        return new Sample(size, RawMessage.of(octets), file);
    }

    static byte[] octets(int size) {
        byte[] attachment = new byte[size];
        new Random(size).nextBytes(attachment);
        byte[] lines = Base64.getMimeEncoder(76, CRLF).encode(attachment);
        byte[] octets = Arrays.copyOf(HEAD.getBytes(StandardCharsets.US_ASCII), size);
        int room = size - HEAD.length() - TAIL.length();
        System.arraycopy(lines, 0, octets, HEAD.length(), room);
        System.arraycopy(TAIL.getBytes(StandardCharsets.US_ASCII), 0, octets, HEAD.length() + room, TAIL.length());
        return octets;
    }
}
