package org.sealpost.smtp.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.sealpost.smtp.BlockInput;

/**
 * Reads the header of the PROXY protocol, and not one octet more: what follows it is the client's. An
 * unknown client is taken, as the specification has it; addresses that are no TCP addresses are invalid here.
 */
final class ProxyHeaderReader {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    /** Octets of the longest header of version 1, with CRLF. */
    private static final int MAX_TEXT = 107;

    /** Octets of the longest header of version 2 that is read, behind its first 16; more is no balancer's. */
    private static final int MAX_BINARY = 4096;

    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_4 = 0x11;
    private static final int TCP_6 = 0x21;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,4}");
    /** Without leading zeros, as the specification has it: some read those as octal. */
    private static final Pattern IPV4 = Pattern.compile("%1$s(\\.%1$s){3}".formatted("(0|[1-9][0-9]{0,2})"));

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final BlockInput in;

    ProxyHeaderReader(BlockInput in) {
        this.in = in;
    }

    /**
     * Waits for the header.
     *
     * @throws EOFException when the peer leaves before its end
     * @throws IOException when the connection is lost or too slow
     */
    ProxyHeader read() throws IOException {
        byte[] start = take(SIGNATURE.length);
        if (Arrays.equals(start, SIGNATURE)) {
            return binary();
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith("PROXY ") ? text(text) : new ProxyHeader.Invalid();
    }

    /** Version 1, such as {@code PROXY TCP4 192.0.2.1 198.51.100.1 35646 25}. */
    private ProxyHeader text(String start) throws IOException {
        StringBuilder line = new StringBuilder(start);
        while (line.indexOf("\n") < 0) {
            if (line.length() == MAX_TEXT) {
                return new ProxyHeader.Invalid();
            }
            line.append((char) (take(1)[0] & 0xff));
        }
        if (!line.toString().endsWith("\r\n")) {
            return new ProxyHeader.Invalid();
        }
        List<String> words = List.of(line.substring(0, line.length() - 2).split(" ", -1));
        if (words.size() > 1 && words.get(1).equals("UNKNOWN")) {
            return new ProxyHeader.Unknown();
        }
        if (words.size() != 6 || !isPort(words.get(4)) || !isPort(words.get(5))) {
            return new ProxyHeader.Invalid();
        }
        Pattern literal = switch (words.get(1)) {
            case "TCP4" -> IPV4;
            case "TCP6" -> IPV6;
            default -> Pattern.compile("(?!)");
        };
        if (!literal.matcher(words.get(2)).matches()
                || !literal.matcher(words.get(3)).matches()) {
            return new ProxyHeader.Invalid();
        }
        try {
            // Only what looks like a literal gets here, so no name is looked up.
            return new ProxyHeader.Forwarded(InetAddress.ofLiteral(words.get(2)), Integer.parseInt(words.get(4)));
        } catch (IllegalArgumentException noAddress) {
            return new ProxyHeader.Invalid();
        }
    }

    private static boolean isPort(String text) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= 0xffff;
    }

    /** Version 2, behind its signature: version and command, family, length, addresses, and extensions that are skipped. */
    private ProxyHeader binary() throws IOException {
        ByteBuffer head = ByteBuffer.wrap(take(4));
        int versionAndCommand = head.get();
        int family = head.get();
        int length = head.getShort() & 0xffff;
        if (length > MAX_BINARY) {
            return new ProxyHeader.Invalid();
        }
        byte[] body = take(length);
        if (versionAndCommand == 0x20) {
            return new ProxyHeader.Local();
        }
        if (versionAndCommand == 0x21 && family == UNSPECIFIED) {
            return new ProxyHeader.Unknown();
        }
        int octets = family == TCP_4 ? 4 : 16;
        boolean known = versionAndCommand == 0x21 && (family == TCP_4 || family == TCP_6);
        if (!known || length < 2 * octets + 4) {
            return new ProxyHeader.Invalid();
        }
        try {
            InetAddress address = InetAddress.getByAddress(Arrays.copyOf(body, octets));
            return new ProxyHeader.Forwarded(address, ByteBuffer.wrap(body).getShort(2 * octets) & 0xffff);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    private byte[] take(int count) throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream(count);
        while (taken.size() < count) {
            if (!in.await()) {
                throw new EOFException("the peer left before it said for whom it speaks");
            }
            in.offer((octets, from, to) -> {
                int wanted = Math.min(count - taken.size(), to - from);
                taken.write(octets, from, wanted);
                return wanted;
            });
        }
        return taken.toByteArray();
    }
}
