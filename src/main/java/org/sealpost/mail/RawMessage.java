package org.sealpost.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A message in its exact octets, with CRLF line ends and without SMTP's dot-stuffing. Changing the header shares the
 * body's octets: the body is never copied and never altered.
 *
 * <p>The header section ends at the first empty line, or at the first line that is no header field (such a line
 * belongs to the body, as every mail reader shows it). A message without an empty line has an empty body.
 */
public final class RawMessage {

    /** The octets that hold the body: all of {@code buffer} from {@code bodyStart} to {@code end}. */
    private final byte[] buffer;

    private final int bodyStart;
    private final int end;
    private final List<HeaderField> fields;
    /** The empty line between header and body: two octets, or none where the message has none. */
    private final String separator;
    /** Whether the header too is what stands in the buffer. */
    private final boolean asItCame;

    /** What ended the header when the message came. */
    private final HeaderSection.Ending ending;

    private RawMessage(
            byte[] buffer,
            int bodyStart,
            int end,
            List<HeaderField> fields,
            String separator,
            boolean asItCame,
            HeaderSection.Ending ending) {
        this.buffer = buffer;
        this.bodyStart = bodyStart;
        this.end = end;
        this.fields = List.copyOf(fields);
        this.separator = separator;
        this.asItCame = asItCame;
        this.ending = ending;
    }

    /** Reads a message that fills the array. The array belongs to the message from now on. */
    public static RawMessage of(byte[] octets) {
        return of(octets, octets.length);
    }

    /** Reads a message from the first {@code length} octets. The array belongs to the message from now on. */
    public static RawMessage of(byte[] octets, int length) {
        HeaderSection header = HeaderSection.of(octets, length);
        List<HeaderField> fields = new ArrayList<>(header.fields());
        int at = 0;
        while (at < header.length()) {
            int fieldEnd = HeaderSection.fieldEnd(octets, at, length);
            String name = HeaderSection.name(octets, at, HeaderSection.nameEnd(octets, at, length));
            fields.add(new HeaderField(name, new String(octets, at, fieldEnd - at, StandardCharsets.ISO_8859_1)));
            at = fieldEnd;
        }
        return HeaderSection.isEmptyLine(octets, at, length)
                ? new RawMessage(octets, at + 2, length, fields, "\r\n", true, header.ending())
                : new RawMessage(octets, at, length, fields, "", true, header.ending());
    }

    /**
     * What ended the header when the message came. It is remembered whatever is put before or taken away: once an empty line
     * stands behind the fields that were added, it can no longer be seen.
     */
    public HeaderSection.Ending headerEnding() {
        return ending;
    }

    /** Every header field in order. */
    public List<HeaderField> fields() {
        return fields;
    }

    /** Every field of that name, in order; names compare without case. */
    public List<HeaderField> fields(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }

    /** The unfolded value of the first field of that name. */
    public Optional<String> value(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst().map(HeaderField::value);
    }

    /**
     * The message with fields put before its own.
     *
     * @param prepended each as {@code Name: value}, folded with CRLF if long, without the last CRLF
     * @throws IllegalArgumentException when one would end the header or smuggle in another field
     */
    public RawMessage withFieldsPrepended(List<String> prepended) {
        List<HeaderField> all = new ArrayList<>(prepended.size() + fields.size());
        for (String field : prepended) {
            String raw = new String((field + "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            byte[] octets = raw.getBytes(StandardCharsets.ISO_8859_1);
            int colon = HeaderSection.nameEnd(octets, 0, octets.length);
            boolean bare = raw.replace("\r\n", "").chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
            if (colon <= 0 || bare || HeaderSection.fieldEnd(octets, 0, octets.length) != octets.length) {
                throw new IllegalArgumentException("not one header field");
            }
            all.add(new HeaderField(HeaderSection.name(octets, 0, colon), raw));
        }
        all.addAll(fields);
        return changed(all, separator.isEmpty() && !hasBody() ? "" : "\r\n");
    }

    /** The same body under other fields. */
    public RawMessage withFields(List<HeaderField> others) {
        List<HeaderField> all = others.stream()
                .map(field ->
                        field.raw().endsWith("\r\n") ? field : new HeaderField(field.name(), field.raw() + "\r\n"))
                .toList();
        return changed(all, "\r\n");
    }

    /** The message without the fields whose name fits. */
    public RawMessage withoutFields(Predicate<String> name) {
        List<HeaderField> kept =
                fields.stream().filter(field -> !name.test(field.name())).toList();
        return changed(kept, separator);
    }

    private RawMessage changed(List<HeaderField> others, String otherSeparator) {
        return new RawMessage(buffer, bodyStart, end, others, otherSeparator, false, ending);
    }

    /** Octets in all. */
    public long size() {
        long header = 0;
        for (HeaderField field : fields) {
            header += field.raw().length();
        }
        return header + separator.length() + bodySize();
    }

    /** Octets of the body. */
    public int bodySize() {
        return end - bodyStart;
    }

    /** Writes the header section with the empty line that ends it. */
    public void writeHeader(OutputStream out) throws IOException {
        for (HeaderField field : fields) {
            out.write(field.raw().getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(separator.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes the body's octets. */
    public void writeBody(OutputStream out) throws IOException {
        out.write(buffer, bodyStart, bodySize());
    }

    /** Writes the whole message. */
    public void writeTo(OutputStream out) throws IOException {
        writeHeader(out);
        writeBody(out);
    }

    /** The whole message as a stream, without copying the body. */
    public InputStream openStream() {
        return new SequenceInputStream(new ByteArrayInputStream(header()), openBody());
    }

    /** The body as a stream, without copying it. */
    public InputStream openBody() {
        return new ByteArrayInputStream(buffer, bodyStart, bodySize());
    }

    /** A copy of the whole message. */
    public byte[] octets() {
        byte[] all = new byte[Math.toIntExact(size())];
        int at = 0;
        for (HeaderField field : fields) {
            at = put(field.raw(), all, at);
        }
        System.arraycopy(buffer, bodyStart, all, put(separator, all, at), bodySize());
        return all;
    }

    private static int put(String latin, byte[] all, int at) {
        byte[] octets = latin.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(octets, 0, all, at, octets.length);
        return at + octets.length;
    }

    /** The whole message, each octet one character: what is to be searched and not to be changed. */
    public String latin() {
        return asItCame
                ? new String(buffer, 0, end, StandardCharsets.ISO_8859_1)
                : new String(octets(), StandardCharsets.ISO_8859_1);
    }

    private byte[] header() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeHeader(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private boolean hasBody() {
        return end > bodyStart;
    }
}
