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

    private RawMessage(
            byte[] buffer, int bodyStart, int end, List<HeaderField> fields, String separator, boolean asItCame) {
        this.buffer = buffer;
        this.bodyStart = bodyStart;
        this.end = end;
        this.fields = List.copyOf(fields);
        this.separator = separator;
        this.asItCame = asItCame;
    }

    /** Reads a message that fills the array. The array belongs to the message from now on. */
    public static RawMessage of(byte[] octets) {
        return of(octets, octets.length);
    }

    /** Reads a message from the first {@code length} octets. The array belongs to the message from now on. */
    public static RawMessage of(byte[] octets, int length) {
        List<HeaderField> fields = new ArrayList<>();
        int at = 0;
        while (at < length) {
            if (isEmptyLine(octets, at, length)) {
                return new RawMessage(octets, at + 2, length, fields, "\r\n", true);
            }
            int fieldEnd = fieldEnd(octets, at, length);
            String raw = new String(octets, at, fieldEnd - at, StandardCharsets.ISO_8859_1);
            int colon = nameEnd(raw);
            if (colon <= 0) {
                break;
            }
            fields.add(new HeaderField(raw.substring(0, colon).strip(), raw));
            at = fieldEnd;
        }
        return new RawMessage(octets, at, length, fields, "", true);
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
            int colon = nameEnd(raw);
            byte[] octets = raw.getBytes(StandardCharsets.ISO_8859_1);
            boolean bare = raw.replace("\r\n", "").chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
            if (colon <= 0 || bare || fieldEnd(octets, 0, octets.length) != octets.length) {
                throw new IllegalArgumentException("not one header field");
            }
            all.add(new HeaderField(raw.substring(0, colon).strip(), raw));
        }
        all.addAll(fields);
        return new RawMessage(buffer, bodyStart, end, all, separator.isEmpty() && !hasBody() ? "" : "\r\n", false);
    }

    /** The same body under other fields. */
    public RawMessage withFields(List<HeaderField> others) {
        List<HeaderField> all = others.stream()
                .map(field ->
                        field.raw().endsWith("\r\n") ? field : new HeaderField(field.name(), field.raw() + "\r\n"))
                .toList();
        return new RawMessage(buffer, bodyStart, end, all, "\r\n", false);
    }

    /** The message without the fields whose name fits. */
    public RawMessage withoutFields(Predicate<String> name) {
        List<HeaderField> kept =
                fields.stream().filter(field -> !name.test(field.name())).toList();
        return new RawMessage(buffer, bodyStart, end, kept, separator, false);
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

    private static boolean isEmptyLine(byte[] octets, int at, int length) {
        return at + 1 < length && octets[at] == '\r' && octets[at + 1] == '\n';
    }

    /** Where the field that starts at {@code at} ends: after the CRLF that no white space follows. */
    private static int fieldEnd(byte[] octets, int at, int length) {
        for (int i = at; i < length; i++) {
            if (octets[i] == '\n' && (i + 1 == length || (octets[i + 1] != ' ' && octets[i + 1] != '\t'))) {
                return i + 1;
            }
        }
        return length;
    }

    /** The index of the colon that ends a field name, or -1 when the line is no field (RFC 5322 section 2.2). */
    private static int nameEnd(String raw) {
        int end = 0;
        while (end < raw.length() && raw.charAt(end) > ' ' && raw.charAt(end) < 0x7f && raw.charAt(end) != ':') {
            end++;
        }
        // White space before the colon is obsolete syntax that old software still writes (RFC 5322 section 4.5).
        int colon = end;
        while (colon < raw.length() && (raw.charAt(colon) == ' ' || raw.charAt(colon) == '\t')) {
            colon++;
        }
        return end > 0 && colon < raw.length() && raw.charAt(colon) == ':' ? colon : -1;
    }
}
