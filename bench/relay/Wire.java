package relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One connection's octets, read in blocks. */
final class Wire implements AutoCloseable {

    private static final byte[] TOKEN = "\r\nX-Bench-Token: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE_ID = "\r\nMessage-ID: <".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * A message as it arrived.
     *
     * @param whole whether its body is as it was sent
     * @param encrypted all of it, when its body cannot be read
     */
    record Arrived(String token, boolean whole, Optional<byte[]> encrypted) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[24 * 1024];
    private int start;
    private int end;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line without its end. */
    String line() throws IOException {
        int at = start;
        while (true) {
            while (at < end) {
                if (buffer[at++] == '\n') {
                    int length = Math.max(0, at - start - 2);
                    String line = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
                    start = at;
                    return line;
                }
            }
            at -= fill();
        }
    }

    /** A reply's code; its last line is read. */
    int reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        if (line.length() < 3) {
            throw new IOException("no reply: " + line);
        }
        return Integer.parseInt(line.substring(0, 3));
    }

    /** Everything up to the dot that ends the data. */
    Arrived message() throws IOException {
        int at = start;
        while (true) {
            for (; at + 2 < end; at++) {
                if (buffer[at] == '.'
                        && buffer[at + 1] == '\r'
                        && buffer[at + 2] == '\n'
                        && at >= start + 2
                        && buffer[at - 1] == '\n'
                        && buffer[at - 2] == '\r') {
                    Arrived arrived = arrived(at);
                    start = at + 3;
                    return arrived;
                }
            }
            at -= fill();
        }
    }

    private Arrived arrived(int dot) {
        return read(buffer, start, dot);
    }

    /** Reads a message that fills the array. */
    static Arrived read(byte[] octets) {
        return read(octets, 0, octets.length);
    }

    private static Arrived read(byte[] octets, int from, int end) {
        int header = find(octets, HEADER_END, from, end);
        int token = header < 0 ? -1 : find(octets, TOKEN, from, header);
        if (token < 0) {
            return encrypted(octets, from, header, end);
        }
        String[] field = value(octets, token + TOKEN.length, (byte) '\r').split(" ");
        CRC32C sum = new CRC32C();
        sum.update(octets, header + HEADER_END.length, end - header - HEADER_END.length);
        return new Arrived(
                field[0],
                field.length == 2 && field[1].equals(Long.toHexString(sum.getValue())),
                Optional.empty());
    }

    /** The fields of its own are inside; outside, only the Message-ID tells which one it is. */
    private static Arrived encrypted(byte[] octets, int from, int header, int end) {
        int id = header < 0 ? -1 : find(octets, MESSAGE_ID, from, header);
        return id < 0
                ? new Arrived("", false, Optional.empty())
                : new Arrived(
                        value(octets, id + MESSAGE_ID.length, (byte) '@'),
                        false,
                        Optional.of(Arrays.copyOfRange(octets, from, end)));
    }

    private static String value(byte[] octets, int from, byte delimiter) {
        int to = from;
        while (octets[to] != delimiter) {
            to++;
        }
        return new String(octets, from, to - from, StandardCharsets.US_ASCII);
    }

    private static int find(byte[] octets, byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to + 2; at++) {
            if (Arrays.equals(octets, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Reads on; returns by how much everything moved towards the buffer's beginning. */
    private int fill() throws IOException {
        int moved = 0;
        if (end == buffer.length) {
            moved = start;
            byte[] target = end - start > buffer.length / 2 ? new byte[buffer.length * 4] : buffer;
            System.arraycopy(buffer, start, target, 0, end - start);
            buffer = target;
            end -= start;
            start = 0;
        } else if (start == end) {
            moved = start;
            start = 0;
            end = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("connection closed");
        }
        end += read;
        return moved;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
