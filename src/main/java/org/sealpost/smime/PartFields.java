package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * Shows every header field of a message and of its parts, wherever any reader may see a part begin: at each line that
 * begins with the boundary of a multipart around it or before it. It never takes a header for text, but may take text behind
 * such a line for a header. One pass, and no copy of the body.
 */
final class PartFields extends OutputStream {

    /** How far it looks. */
    enum Reach {
        /** Not into attached messages, nor below a signature or encryption: what stands there is about these. */
        SENDERS_OWN,
        /** Into attached messages and what is signed, too. */
        EVERYTHING
    }

    /** Multiparts that are told apart; each costs a comparison for each line that may be a delimiter. */
    private static final int MAX_BOUNDARIES = 64;

    /** Octets that a field takes at most. */
    private static final int MAX_FIELD = 64 * 1024;

    /** Octets of a line that may be a delimiter. */
    private static final int MAX_DELIMITER = 1000;

    private final Reach reach;
    private final Consumer<HeaderField> each;
    private final Set<String> delimiters = new HashSet<>();
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder field = new StringBuilder();
    private boolean inHeader;
    private boolean typed;
    private boolean message;
    private boolean digest;
    private boolean read = true;

    private PartFields(Reach reach, Consumer<HeaderField> each) {
        this.reach = reach;
        this.each = each;
    }

    /** @return whether all were seen; otherwise the message has more multiparts or longer fields than are looked at */
    static boolean read(RawMessage message, Reach reach, Consumer<HeaderField> each) {
        PartFields fields = new PartFields(reach, each);
        message.fields().forEach(fields::see);
        fields.endHeader();
        try {
            message.writeBody(fields);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        fields.endLine();
        fields.endField();
        return fields.read;
    }

    @Override
    public void write(int octet) {
        char one = (char) (octet & 0xff);
        if (one == '\n') {
            endLine();
        } else if (!isText()) {
            line.append(one);
            if (line.length() + field.length() > MAX_FIELD) {
                read = false;
                line.setLength(0);
            }
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end && read; at++) {
            // Most of a message is lines of text, of which only the end counts.
            while (isText() && at < end - 1 && octets[at] != '\n') {
                at++;
            }
            write(octets[at]);
        }
    }

    /** Whether the line is no field and no delimiter, whatever follows in it. */
    private boolean isText() {
        return !inHeader && line.length() > 1 && (line.charAt(1) != '-' || line.length() >= MAX_DELIMITER);
    }

    private void endLine() {
        int end = line.length();
        String text = line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        line.setLength(0);
        if (isDelimiter(text)) {
            endField();
            beginHeader();
        } else if (inHeader && text.isEmpty()) {
            endField();
            endHeader();
        } else if (inHeader) {
            if (text.charAt(0) != ' ' && text.charAt(0) != '\t') {
                endField();
            }
            field.append(text);
        }
    }

    private boolean isDelimiter(String text) {
        return text.startsWith("--") && delimiters.stream().anyMatch(text::startsWith);
    }

    private void beginHeader() {
        inHeader = true;
        typed = false;
        message = false;
    }

    private void endField() {
        int colon = field.indexOf(":");
        if (colon > 0) {
            see(new HeaderField(
                    field.substring(0, colon).strip(), field.append("\r\n").toString()));
        }
        field.setLength(0);
    }

    /** An attached message begins with a header of its own; so does a digest's part that names no type. */
    private void endHeader() {
        boolean another = reach == Reach.EVERYTHING && (message || digest && !typed);
        inHeader = false;
        if (another) {
            beginHeader();
            // What is no type within an attached message is text, not one more message.
            typed = true;
        }
    }

    private void see(HeaderField one) {
        each.accept(one);
        if (one.is("Content-Type")) {
            type(PartType.of(one));
        }
    }

    private void type(PartType type) {
        typed = true;
        message |= type.isMessage();
        digest |= type.mediaType().equals("multipart/digest");
        boolean looked = reach == Reach.EVERYTHING || !MessageEntity.isProtected(type.mediaType());
        if (type.isMultipart() && looked) {
            // RFC 2231's way to write a boundary: some readers know it and some do not.
            read &= type.parameters().keySet().stream().noneMatch(name -> name.startsWith("boundary*"));
            String boundary = type.parameters().get("boundary");
            if (boundary != null) {
                delimiters.add("--" + boundary.stripTrailing());
                read &= delimiters.size() <= MAX_BOUNDARIES;
            }
        }
    }
}
