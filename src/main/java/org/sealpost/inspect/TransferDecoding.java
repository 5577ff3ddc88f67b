package org.sealpost.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A body without its transfer encoding (RFC 2045 section 6). What is broken is decoded as far as it goes and reported,
 * because mail readers repair it in different ways.
 */
record TransferDecoding(byte[] octets, Optional<UninspectableReason> fault) {

    /** Octets for one that is decoded: three characters each, and line ends that go. */
    private static final int QUOTED = 4;

    private static final byte[] BASE64 = base64Alphabet();

    static TransferDecoding decode(Piece body, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary" -> plain(body, Optional.empty());
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> plain(body, Optional.of(UninspectableReason.UNKNOWN_TRANSFER_ENCODING));
        };
    }

    /**
     * The same of the body's beginning, up to a line end, so that a body of any size costs no more than what is read of
     * it.
     *
     * @param most octets that are wanted; there may be somewhat more of them
     */
    static TransferDecoding decodeBeginning(Piece body, String encoding, long most) {
        long encoded = isIdentity(encoding) ? most : most * QUOTED;
        if (body.size() <= encoded) {
            return decode(body, encoding);
        }
        TransferDecoding beginning = decode(body.beginning((int) encoded), encoding);
        // What stands at the cut is no fault of the message's.
        return new TransferDecoding(beginning.octets(), Optional.of(UninspectableReason.TOO_LARGE));
    }

    /** Whether the encoding leaves the octets as they are. */
    static boolean isIdentity(String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary" -> true;
            default -> false;
        };
    }

    /** How many octets the body decodes to, for display: broken bodies are counted as they can be. */
    static long decodedSize(Piece body, String encoding) {
        switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> {}
            case "quoted-printable" -> {
                return quotedPrintableSize(body);
            }
            default -> {
                return body.size();
            }
        }
        long letters = body.size();
        for (int at = body.from(), end; at < body.to(); at = end) {
            end = body.lineEnd(at);
            letters -= lineEndLength(body, at, end);
        }
        return (letters - padding(body)) * 3 / 4;
    }

    private static long quotedPrintableSize(Piece body) {
        long size = 0;
        for (int at = body.from(); at < body.to(); ) {
            int softEnd = body.at(at) == '=' ? softLineEnd(body, at + 1) : -1;
            if (softEnd >= 0) {
                at = softEnd;
            } else {
                at += body.at(at) == '=' && isHexPair(body, at + 1) ? 3 : 1;
                size++;
            }
        }
        return size;
    }

    private static boolean isHexPair(Piece body, int at) {
        return at + 1 < body.to() && Character.digit(body.at(at), 16) >= 0 && Character.digit(body.at(at + 1), 16) >= 0;
    }

    private static int padding(Piece body) {
        int end = body.to();
        while (end > body.from() && body.at(end - 1) <= ' ') {
            end--;
        }
        int padding = 0;
        while (end > body.from() && body.at(end - 1) == '=') {
            end--;
            padding++;
        }
        return padding;
    }

    private static int lineEndLength(Piece body, int start, int end) {
        int length = 0;
        for (int i = end - 1; i >= start && (body.at(i) == '\n' || body.at(i) == '\r'); i--) {
            length++;
        }
        return length;
    }

    private static TransferDecoding plain(Piece body, Optional<UninspectableReason> fault) {
        return new TransferDecoding(body.octets(), fault);
    }

    private static TransferDecoding base64(Piece body) {
        byte[] out = new byte[body.size() / 4 * 3 + 3];
        int length = 0;
        boolean broken = false;
        int bits = 0;
        int count = 0;
        int padding = 0;
        for (int i = body.from(); i < body.to(); i++) {
            char octet = body.at(i);
            int value = base64Value(octet);
            if (value >= 0) {
                // Some readers stop at padding, others go on: both readings are this one or less of it.
                broken |= padding > 0;
                bits = bits << 6 | value;
                count++;
                if ((count & 3) == 0) {
                    out[length++] = (byte) (bits >> 16);
                    out[length++] = (byte) (bits >> 8);
                    out[length++] = (byte) bits;
                }
            } else if (octet == '=') {
                padding++;
            } else {
                broken |= octet != '\r' && octet != '\n' && octet != ' ' && octet != '\t';
            }
        }
        int rest = count & 3;
        if (rest >= 2) {
            bits <<= 6 * (4 - rest);
            out[length++] = (byte) (bits >> 16);
            if (rest == 3) {
                out[length++] = (byte) (bits >> 8);
            }
        }
        broken |= rest == 1 || padding != (4 - rest) % 4;
        return result(out, length, broken);
    }

    /** Six bits, or -1 for what is no letter of the alphabet (RFC 2045 section 6.8). */
    private static int base64Value(char octet) {
        return BASE64[octet];
    }

    private static byte[] base64Alphabet() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < letters.length(); i++) {
            values[letters.charAt(i)] = (byte) i;
        }
        return values;
    }

    private static TransferDecoding quotedPrintable(Piece body) {
        byte[] out = new byte[body.size()];
        int length = 0;
        boolean broken = false;
        int at = body.from();
        while (at < body.to()) {
            if (body.at(at) != '=') {
                out[length++] = (byte) body.at(at++);
                continue;
            }
            int softEnd = softLineEnd(body, at + 1);
            int high = at + 2 < body.to() ? Character.digit(body.at(at + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(body.at(at + 2), 16) : -1;
            if (softEnd >= 0) {
                at = softEnd;
            } else if (low >= 0) {
                out[length++] = (byte) (high * 16 + low);
                at += 3;
            } else {
                broken = true;
                out[length++] = (byte) body.at(at++);
            }
        }
        return result(out, length, broken);
    }

    /** Where the next line starts when the {@code =} before {@code at} ends its line softly, else -1. */
    private static int softLineEnd(Piece body, int at) {
        int end = at;
        while (end < body.to() && (body.at(end) == ' ' || body.at(end) == '\t')) {
            end++;
        }
        if (end == body.to()) {
            return end;
        }
        return body.isEmptyLine(end) ? body.lineEnd(end) : -1;
    }

    private static TransferDecoding result(byte[] octets, int length, boolean broken) {
        return new TransferDecoding(
                length == octets.length ? octets : Arrays.copyOf(octets, length),
                broken ? Optional.of(UninspectableReason.BROKEN_TRANSFER_ENCODING) : Optional.empty());
    }
}
