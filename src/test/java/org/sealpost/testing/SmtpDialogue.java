package org.sealpost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * Plays a client against a listener from a script that reads as the dialogue on the wire:
 *
 * <pre>
 * S: 220 *                    the server's next line; * stands for anything
 * C: EHLO client.example      a line with CRLF; lines in a row go out as one write (pipelining)
 * S+ 250 HELP                 a whole reply of several lines, of which the last is this
 * C> one\r\ntwo\n.\r\n        octets as they stand, with \r \n \t \0 \\ and \xNN
 * C! tls                      a TLS handshake; also: close, half-close
 * S! closed                   the server has closed, and said nothing more
 * </pre>
 */
public final class SmtpDialogue implements AutoCloseable {

    private static final int TIMEOUT = (int) Duration.ofSeconds(20).toMillis();

    private final List<String> transcript = new ArrayList<>();
    private Socket socket;
    private boolean octetByOctet;

    private SmtpDialogue(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT);
        socket.setTcpNoDelay(true);
        this.socket = socket;
    }

    /** Connects to a listener on this machine. */
    public static SmtpDialogue connect(int port) throws IOException {
        return new SmtpDialogue(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects, plays the script and closes. */
    public static void play(int port, String script) throws IOException {
        try (SmtpDialogue dialogue = connect(port)) {
            dialogue.play(script);
        }
    }

    /** From now on every octet goes out in a segment of its own, as far as the system lets it. */
    public SmtpDialogue octetByOctet() {
        octetByOctet = true;
        return this;
    }

    /** The TLS session, after {@code C! tls}. */
    public SSLSocket tls() {
        return (SSLSocket) socket;
    }

    /** Plays the script, or the next part of it. */
    public SmtpDialogue play(String script) throws IOException {
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        for (String line : script.lines().filter(one -> !one.isBlank()).toList()) {
            String kind = line.substring(0, Math.min(2, line.length()));
            String text = line.length() > 3 ? line.substring(3) : "";
            transcript.add(line);
            switch (kind) {
                case "C:" -> pending.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
                case "C>" -> pending.writeBytes(unescaped(text));
                default -> {
                    send(pending.toByteArray());
                    pending.reset();
                    step(kind, text);
                }
            }
        }
        send(pending.toByteArray());
        return this;
    }

    /** Sends octets as they are. */
    public SmtpDialogue send(byte[] octets) throws IOException {
        if (octets.length == 0) {
            return this;
        }
        if (octetByOctet) {
            for (byte octet : octets) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
            }
        } else {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void step(String kind, String text) throws IOException {
        switch (kind + " " + text) {
            case "C! tls" -> socket = InsecureTls.over(socket);
            case "C! close" -> socket.close();
            case "C! half-close" -> socket.shutdownOutput();
            case "S! closed" ->
                assertThat(line()).as(so("the server should have closed")).isEqualTo("(closed)");
            default -> expect(kind, text);
        }
    }

    private void expect(String kind, String expected) throws IOException {
        String line = line();
        if (kind.equals("S+")) {
            String code = expected.substring(0, 3);
            while (line.startsWith(code + "-")) {
                line = line();
            }
        } else if (!kind.equals("S:")) {
            throw new IllegalArgumentException("not a line of a dialogue: " + kind + " " + expected);
        }
        String pattern = "\\Q" + expected.replace("*", "\\E.*\\Q") + "\\E";
        assertThat(line).as(so("the server should say " + expected)).matches(pattern);
    }

    private String so(String what) {
        return what + ", after\n" + String.join("\n", transcript) + "\n";
    }

    /** The server's next line, read octet by octet so that a handshake may follow it. */
    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                line.append((char) octet);
                if (octet == '\n') {
                    assertThat(line.toString()).as(so("a reply ends with CRLF")).endsWith("\r\n");
                    return line.substring(0, line.length() - 2);
                }
            }
        } catch (SocketException reset) {
            line.append("(reset)");
        }
        return line.append("(closed)").toString().replace("(reset)(closed)", "(closed)");
    }

    /** Turns the escapes of {@code C>} into octets. */
    public static byte[] unescaped(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case 't' -> octets.write('\t');
                case '0' -> octets.write(0);
                case '\\' -> octets.write('\\');
                case 'x' -> {
                    octets.write(Integer.parseInt(text, i + 1, i + 3, 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("not an escape: \\" + text.charAt(i));
            }
        }
        return octets.toByteArray();
    }
}
