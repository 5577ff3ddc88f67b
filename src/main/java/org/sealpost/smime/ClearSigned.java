package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * A multipart/signed entity divided as RFC 1847 section 2.1 has it: exactly two parts, the first of them in the octets
 * that are signed. What stands before the first or behind the second is no part of it and shown by no reader (RFC 2046
 * section 5.1.1), as long as none could take a part to begin there: then there are not those two.
 *
 * @param content the first part, line end before its delimiter excluded
 * @param signature the second part
 */
record ClearSigned(byte[] content, RawMessage signature) {

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

    /** What a multipart may say of its transfer encoding (RFC 2045 section 6.4): that there is none. */
    private static final Set<String> IDENTITY = Set.of("7bit", "8bit", "binary");

    /** RFC 2046 section 5.1.1. */
    private static final int MAX_BOUNDARY = 70;

    /** Whether a field says that it is one, signed by S/MIME. */
    static boolean isOne(ContentTypeField type) {
        return type.mediaType().equals("multipart/signed")
                && SIGNATURES.contains(
                        type.parameters().getOrDefault("protocol", "").toLowerCase(Locale.ROOT));
    }

    /** @return nothing when it has not those two parts, or some reader may see others */
    static Optional<ClearSigned> of(RawMessage entity, ContentTypeField type) throws UnreadException {
        String boundary = type.parameters().getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY || isReadInAnotherWay(entity, type)) {
            return Optional.empty();
        }
        byte[] body = body(entity);
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Optional<Line> first = Line.next(body, delimiter, 0);
        Optional<Line> second = first.flatMap(line -> Line.next(body, delimiter, line.end()));
        Optional<Line> third = second.flatMap(line -> Line.next(body, delimiter, line.end()));
        if (third.isEmpty()
                || first.get().closes()
                || second.get().closes()
                || !third.get().closes()
                || Line.mayBeIn(body, delimiter, 0, first.get().start())
                || Line.mayBeIn(body, delimiter, second.get().end(), third.get().start())
                || Line.mayBeIn(body, delimiter, third.get().end(), body.length)) {
            return Optional.empty();
        }
        RawMessage signature = InnerEntity.of(
                Arrays.copyOfRange(body, second.get().end(), third.get().start()));
        return isSignature(signature)
                ? Optional.of(new ClearSigned(
                        Arrays.copyOfRange(body, first.get().end(), second.get().start()), signature))
                : Optional.empty();
    }

    /**
     * Whether some reader sees other parts than those between the lines: because it decodes the body first, which RFC 2045
     * section 6.4 forbids to demand of a multipart, or because it goes by a boundary that is written as RFC 2231 has it.
     */
    private static boolean isReadInAnotherWay(RawMessage entity, ContentTypeField type) {
        List<HeaderField> encodings = entity.fields("Content-Transfer-Encoding");
        boolean asItIs = encodings.isEmpty()
                || encodings.size() == 1
                        && IDENTITY.contains(
                                encodings.getFirst().value().strip().toLowerCase(Locale.ROOT));
        return !asItIs || type.parameters().keySet().stream().anyMatch(name -> name.startsWith("boundary*"));
    }

    private static boolean isSignature(RawMessage part) {
        try {
            List<HeaderField> types = part.fields("Content-Type");
            return types.size() == 1
                    && SIGNATURES.contains(
                            ContentTypeField.parse(types.getFirst()).mediaType());
        } catch (SmimeException malformed) {
            return false;
        }
    }

    private static byte[] body(RawMessage entity) {
        try (InputStream in = entity.openBody()) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * A line that divides parts.
     *
     * @param start where the part before it ends: the line end belongs to the delimiter
     * @param end where what follows it begins
     * @param closes whether it is the last
     */
    private record Line(int start, int end, boolean closes) {

        /**
         * Whether a line begins as one that divides does: RFC 2046 section 5.1.1 lets readers look no further, so that what is
         * behind it may be one more part to them. Within what is signed that is the signer's own doing.
         */
        static boolean mayBeIn(byte[] body, byte[] delimiter, int from, int to) {
            boolean begins = true;
            for (int at = from; at + delimiter.length <= to; at++) {
                if (begins && Arrays.equals(body, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                    return true;
                }
                begins = body[at] == '\n' || body[at] == '\r';
            }
            return false;
        }

        static Optional<Line> next(byte[] body, byte[] delimiter, int from) {
            int lineStart = from;
            while (lineStart < body.length) {
                Optional<Line> found = at(body, delimiter, lineStart, from);
                if (found.isPresent()) {
                    return found;
                }
                while (lineStart < body.length && body[lineStart] != '\n') {
                    lineStart++;
                }
                lineStart++;
            }
            return Optional.empty();
        }

        private static Optional<Line> at(byte[] body, byte[] delimiter, int start, int from) {
            int at = start + delimiter.length;
            if (at > body.length || !Arrays.equals(body, start, at, delimiter, 0, delimiter.length)) {
                return Optional.empty();
            }
            boolean closes = at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
            at += closes ? 2 : 0;
            while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
                at++;
            }
            boolean ends = at == body.length || (at + 1 < body.length && body[at] == '\r' && body[at + 1] == '\n');
            if (!ends) {
                return Optional.empty();
            }
            int before = start >= from + 2 && body[start - 2] == '\r' ? start - 2 : start;
            return Optional.of(new Line(before, Math.min(at + 2, body.length), closes));
        }
    }
}
