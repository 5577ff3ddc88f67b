package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A Content-Transfer-Encoding, for putting something into a text without encoding the rest of it again, or taking it out. */
enum TextEncoding {
    /** No octet above 127. */
    SEVEN_BIT {
        @Override
        DecodedText decode(byte[] window, int start, int end) {
            return asItIs(window, start, end);
        }

        @Override
        Optional<SplicedBody.Splice> insert(
                DisplayElement element, int before, DecodedText text, byte[] window, int start) {
            byte[] octets = element.octets(0);
            for (byte octet : octets) {
                if (octet < 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(new SplicedBody.Splice(text.positions()[before], 0, octets));
        }
    },

    /** 8bit and binary. */
    EIGHT_BIT {
        @Override
        DecodedText decode(byte[] window, int start, int end) {
            return asItIs(window, start, end);
        }

        @Override
        Optional<SplicedBody.Splice> insert(
                DisplayElement element, int before, DecodedText text, byte[] window, int start) {
            return Optional.of(new SplicedBody.Splice(text.positions()[before], 0, element.octets(0)));
        }
    },

    /** RFC 2045 section 6.7. */
    QUOTED_PRINTABLE {
        @Override
        DecodedText decode(byte[] window, int start, int end) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            int[] positions = new int[DecodedText.LIMIT + 1];
            int at = start;
            while (at < end && octets.size() < DecodedText.LIMIT) {
                if (isSoftBreak(window, at, end)) {
                    at += 3;
                    continue;
                }
                positions[octets.size()] = at;
                if (isEscape(window, at, end)) {
                    octets.write(HexFormat.fromHexDigits(new String(window, at + 1, 2, StandardCharsets.ISO_8859_1)));
                    at += 3;
                } else {
                    octets.write(window[at]);
                    at++;
                }
            }
            positions[octets.size()] = at;
            return new DecodedText(octets.toByteArray(), positions);
        }

        @Override
        Optional<SplicedBody.Splice> insert(
                DisplayElement element, int before, DecodedText text, byte[] window, int start) {
            return Optional.of(new SplicedBody.Splice(
                    text.positions()[before], 0, quoted(element.octets(0)).getBytes(StandardCharsets.US_ASCII)));
        }
    },

    /** RFC 2045 section 6.8: put in are whole groups of four characters, so that what follows stays as it is. */
    BASE64 {
        @Override
        DecodedText decode(byte[] window, int start, int end) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            int[] positions = new int[DecodedText.LIMIT + 4];
            int group = 0;
            int inGroup = 0;
            int at = start;
            while (at < end && octets.size() < DecodedText.LIMIT) {
                int value = ALPHABET.indexOf(window[at]);
                if (value >= 0) {
                    if (inGroup == 0) {
                        positions[octets.size()] = at;
                    }
                    group = group << 6 | value;
                    inGroup++;
                }
                at++;
                if (inGroup == 4) {
                    octets.write(group >> 16);
                    octets.write(group >> 8);
                    octets.write(group);
                    inGroup = 0;
                    positions[octets.size()] = at;
                }
            }
            return new DecodedText(octets.toByteArray(), positions);
        }

        @Override
        Optional<SplicedBody.Splice> insert(
                DisplayElement element, int before, DecodedText text, byte[] window, int start) {
            int groupStart = before - before % 3;
            int groupEnd = before % 3 == 0 ? before : groupStart + 3;
            if (groupEnd > text.octets().length) {
                return Optional.empty();
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            octets.write(text.octets(), groupStart, before - groupStart);
            octets.writeBytes(element.octets((3 - element.octets(0).length % 3) % 3));
            octets.write(text.octets(), before, groupEnd - before);
            int at = groupStart == 0 ? start : text.positions()[groupStart];
            int end = groupEnd == 0 ? start : text.positions()[groupEnd];
            boolean lineStart = at == start || window[at - 1] == '\n';
            String lines =
                    (lineStart ? "" : "\r\n") + Base64.getMimeEncoder().encodeToString(octets.toByteArray()) + "\r\n";
            return Optional.of(new SplicedBody.Splice(at, end - at, lines.getBytes(StandardCharsets.US_ASCII)));
        }

        /** The groups behind it begin elsewhere then, so that the whole text is encoded again. */
        @Override
        Optional<SplicedBody.Splice> remove(DecodedText text, int from, int to, byte[] window, int start, int end) {
            try {
                byte[] octets = Base64.getMimeDecoder().decode(Arrays.copyOfRange(window, start, end));
                if (octets.length < to) {
                    return Optional.empty();
                }
                ByteArrayOutputStream left = new ByteArrayOutputStream(octets.length);
                left.write(octets, 0, from);
                left.write(octets, to, octets.length - to);
                String lineEnd = end > start && window[end - 1] == '\n' ? "\r\n" : "";
                byte[] lines = (Base64.getMimeEncoder().encodeToString(left.toByteArray()) + lineEnd)
                        .getBytes(StandardCharsets.US_ASCII);
                return Optional.of(new SplicedBody.Splice(start, end - start, lines));
            } catch (IllegalArgumentException damaged) {
                return Optional.empty();
            }
        }
    };

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Where a line of quoted-printable is broken, so that none is longer than 76 characters. */
    private static final int QUOTED_LINE = 72;

    /** @return empty for an encoding that is none of MIME's */
    static Optional<TextEncoding> of(String name) {
        return switch (name.strip()) {
            case "7bit" -> Optional.of(SEVEN_BIT);
            case "8bit", "binary" -> Optional.of(EIGHT_BIT);
            case "quoted-printable" -> Optional.of(QUOTED_PRINTABLE);
            case "base64" -> Optional.of(BASE64);
            default -> Optional.empty();
        };
    }

    /** The beginning of the text between two positions of the window. */
    abstract DecodedText decode(byte[] window, int start, int end);

    /**
     * Puts an element into the text.
     *
     * @param before which decoded octet
     * @param start of the text in the window
     * @return empty when the encoding does not allow it
     */
    abstract Optional<SplicedBody.Splice> insert(
            DisplayElement element, int before, DecodedText text, byte[] window, int start);

    /**
     * Takes octets out of the text.
     *
     * @param from the first decoded octet
     * @param to behind the last
     * @param start of the text in the window, in which all of it is
     * @param end of the text
     * @return empty when the text is damaged
     */
    Optional<SplicedBody.Splice> remove(DecodedText text, int from, int to, byte[] window, int start, int end) {
        int at = text.positions()[from];
        return Optional.of(new SplicedBody.Splice(at, text.positions()[to] - at, new byte[0]));
    }

    private static DecodedText asItIs(byte[] window, int start, int end) {
        int length = Math.min(end - start, DecodedText.LIMIT);
        int[] positions = new int[length + 1];
        Arrays.setAll(positions, i -> start + i);
        return new DecodedText(Arrays.copyOfRange(window, start, start + length), positions);
    }

    private static boolean isSoftBreak(byte[] window, int at, int end) {
        return at + 2 < end && window[at] == '=' && window[at + 1] == '\r' && window[at + 2] == '\n';
    }

    private static boolean isEscape(byte[] window, int at, int end) {
        return at + 2 < end
                && window[at] == '='
                && HexFormat.isHexDigit(window[at + 1])
                && HexFormat.isHexDigit(window[at + 2]);
    }

    /** Whole lines, of which the last one ends with a CRLF of the text. */
    private static String quoted(byte[] octets) {
        StringBuilder out = new StringBuilder();
        int inLine = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n') {
                out.append("\r\n");
                inLine = 0;
                i++;
                continue;
            }
            if (inLine >= QUOTED_LINE) {
                out.append("=\r\n");
                inLine = 0;
            }
            boolean atLineEnd = i + 1 < octets.length && octets[i + 1] == '\r';
            boolean literal = octets[i] > ' ' && octets[i] < 0x7f && octets[i] != '=' || octets[i] == ' ' && !atLineEnd;
            String one = literal ? String.valueOf((char) octets[i]) : "=%02X".formatted(octets[i] & 0xff);
            out.append(one);
            inLine += one.length();
        }
        return out.toString();
    }
}
