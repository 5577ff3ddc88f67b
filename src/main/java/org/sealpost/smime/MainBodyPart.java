package org.sealpost.smime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * A text that a reader shows as the message itself (RFC 9787 section 7.1, Main Body Part).
 *
 * @param contentType of the text
 * @param encoding its Content-Transfer-Encoding
 * @param start where it begins in the body
 * @param end where it ends
 * @param declaration has its Content-Type say whether it begins with a display; empty when the text is the whole body
 */
record MainBodyPart(
        ContentTypeField contentType, String encoding, int start, int end, Optional<SplicedBody.Splice> declaration) {

    private static final int MAX_DEPTH = 8;

    /** Alternatives that one message has at most; each is decoded to find its place. */
    private static final int MAX_PARTS = 16;

    /** What begins so is shown within the message unless it is an attachment. */
    private static final List<String> SHOWN = List.of("text/", "message/", "multipart/");

    /** Octets that a part's header takes at most. */
    private static final int MAX_HEADER = 64 * 1024;

    /** What is to be done with the displays of the parts that are found. */
    enum Display {
        PUT_IN {
            @Override
            MessageEntity entity(RawMessage part) throws SmimeException {
                return MessageEntity.of(part);
            }

            @Override
            String declared(ContentTypeField type) {
                return type.with(LegacyDisplay.PARAMETER);
            }
        },

        LEFT_OUT {
            @Override
            MessageEntity entity(RawMessage part) throws SmimeException {
                return MessageEntity.decrypted(part);
            }

            @Override
            String declared(ContentTypeField type) {
                return type.without(MessageEntity::isOfHeaderProtection).raw();
            }
        };

        /** @throws SmimeException when the part could be read in two ways, or claims what it cannot */
        abstract MessageEntity entity(RawMessage part) throws SmimeException;

        /** The part's Content-Type field as it is afterwards. */
        abstract String declared(ContentTypeField type);
    }

    /** The main body parts that begin in the window, which is the beginning of the body. */
    static List<MainBodyPart> find(MessageEntity entity, byte[] window, Display display) throws SmimeException {
        List<MainBodyPart> found = new ArrayList<>();
        find(entity, 0, window.length, window, Optional.empty(), display, 0, found);
        return found;
    }

    /** Puts the element where a reader shows it first. */
    Optional<SplicedBody.Splice> insert(DisplayElement element, byte[] window) {
        return TextEncoding.of(encoding).flatMap(one -> {
            DecodedText text = one.decode(window, start, end);
            OptionalInt position = element.position(text);
            return position.isEmpty()
                    ? Optional.empty()
                    : one.insert(element, position.getAsInt(), text, window, start);
        });
    }

    /** Leaves out octets of the text. */
    Optional<SplicedBody.Splice> remove(DecodedText text, int from, int to, byte[] window) {
        return TextEncoding.of(encoding).flatMap(one -> one.remove(text, from, to, window, start, end));
    }

    /** The beginning of the text; nothing in an encoding that is none of MIME's. */
    Optional<DecodedText> text(byte[] window) {
        return TextEncoding.of(encoding).map(one -> one.decode(window, start, end));
    }

    /** @return whether a reader shows it, or begins with it: then what stands behind it is no main body part */
    private static boolean find(
            MessageEntity entity,
            int start,
            int end,
            byte[] window,
            Optional<SplicedBody.Splice> declaration,
            Display display,
            int depth,
            List<MainBodyPart> found)
            throws SmimeException {
        ContentTypeField type = entity.readContentType();
        if (depth > MAX_DEPTH) {
            return true;
        }
        if (isAttachment(entity.message())) {
            return false;
        }
        if (found.size() >= MAX_PARTS) {
            throw new SmimeException("The message has too many alternatives for a display of its header in each.");
        }
        return switch (type.mediaType()) {
            case "text/plain", "text/html" -> {
                found.add(new MainBodyPart(type, entity.transferEncoding(), start, end, declaration));
                yield true;
            }
            case "multipart/alternative" -> {
                for (int[] part : parts(type, start, end, window)) {
                    findIn(part, window, display, depth, found);
                }
                yield true;
            }
            case "multipart/related" -> {
                for (int[] part : parts(type, start, end, window)) {
                    findIn(part, window, display, depth, found);
                    break;
                }
                yield true;
            }
            case "multipart/mixed" -> {
                for (int[] part : parts(type, start, end, window)) {
                    if (findIn(part, window, display, depth, found)) {
                        yield true;
                    }
                }
                yield false;
            }
            // A text or a message of another kind is shown; a picture or a file beside the text is not what is read.
            default -> SHOWN.stream().anyMatch(type.mediaType()::startsWith);
        };
    }

    private static boolean findIn(int[] part, byte[] window, Display display, int depth, List<MainBodyPart> found)
            throws SmimeException {
        RawMessage beginning =
                RawMessage.of(Arrays.copyOfRange(window, part[0], Math.min(part[1], part[0] + MAX_HEADER)));
        MessageEntity entity = display.entity(beginning);
        int headerSize = Math.toIntExact(beginning.size() - beginning.bodySize());
        return find(
                entity,
                part[0] + headerSize,
                part[1],
                window,
                Optional.of(declaration(entity, part[0], display)),
                display,
                depth + 1,
                found);
    }

    /** Changes the part's Content-Type field, or puts one at the beginning of its header. */
    private static SplicedBody.Splice declaration(MessageEntity entity, int partStart, Display display) {
        byte[] declared = display.declared(entity.readContentType()).getBytes(StandardCharsets.ISO_8859_1);
        if (entity.contentType().isEmpty()) {
            return new SplicedBody.Splice(partStart, 0, declared);
        }
        int at = partStart;
        for (HeaderField field : entity.message().fields()) {
            if (field.is("Content-Type")) {
                return new SplicedBody.Splice(at, field.raw().length(), declared);
            }
            at += field.raw().length();
        }
        throw new IllegalStateException("a Content-Type that is not among the fields");
    }

    private static boolean isAttachment(RawMessage part) {
        return part.value("Content-Disposition")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("attachment");
    }

    /** Where the parts of a multipart begin and end (RFC 2046 section 5.1.1). */
    private static List<int[]> parts(ContentTypeField type, int start, int end, byte[] window) {
        List<int[]> parts = new ArrayList<>();
        String boundary = type.parameters().get("boundary");
        if (boundary == null) {
            return parts;
        }
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int partStart = -1;
        int line = start;
        while (line < end) {
            int next = nextLine(window, line, end);
            if (startsWith(window, line, end, delimiter)) {
                if (partStart >= 0) {
                    parts.add(new int[] {partStart, Math.max(partStart, line - 2)});
                }
                partStart = next;
                if (startsWith(window, line + delimiter.length, end, new byte[] {'-', '-'})) {
                    return parts;
                }
            }
            line = next;
        }
        if (partStart >= 0) {
            parts.add(new int[] {partStart, end});
        }
        return parts;
    }

    private static int nextLine(byte[] window, int from, int end) {
        int at = from;
        while (at < end && window[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, end);
    }

    private static boolean startsWith(byte[] window, int from, int end, byte[] wanted) {
        return from + wanted.length <= end
                && Arrays.equals(window, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
