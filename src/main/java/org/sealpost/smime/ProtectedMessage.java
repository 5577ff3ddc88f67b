package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * A message divided for header protection (RFC 9788): the fields that stay outside, and the Cryptographic Payload, which
 * is the sender's MIME entity with every field of the message in its exact octets.
 *
 * <p>Outside stays what mail servers and threading need, with {@code [...]} for a Subject. That is stricter than RFC
 * 9788's baseline policy (section 3.2): every field that is not known to be harmless is removed. No Legacy Display
 * Element is added (section 2.1.2), because the body's octets are kept.
 */
final class ProtectedMessage {

    private static final String OBSCURED_SUBJECT = "Subject: [...]\r\n";

    /** Fields of the sender that stay outside unchanged. */
    private static final Set<String> KEPT = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "auto-submitted");

    /** Fields that servers add on the way: they describe the journey, stay outside and are no part of the payload. */
    private static final Set<String> TRACE = Set.of("received", "return-path");

    /**
     * Blind recipients, who must not appear in another's copy (RFC 5322 section 3.6.3), and HP-Outer, which only the
     * protecting agent may write (RFC 9788 section 2.2).
     */
    private static final Set<String> REMOVED = Set.of("bcc", "resent-bcc", "hp-outer");

    private static final int MAX_LINE = 998;
    private static final int BLOCK = 64 * 1024;

    private final RawMessage message;
    private final byte[] outerFields;
    private final byte[] payloadHeader;

    private ProtectedMessage(RawMessage message, byte[] outerFields, byte[] payloadHeader) {
        this.message = message;
        this.outerFields = outerFields;
        this.payloadHeader = payloadHeader;
    }

    /** @throws SmimeException when the message's MIME structure could be read in two ways */
    static ProtectedMessage of(RawMessage message) throws SmimeException {
        StringBuilder outer = new StringBuilder();
        StringBuilder records = new StringBuilder();
        StringBuilder inner = new StringBuilder();
        String contentType = protectedContentType(message.fields("Content-Type"));
        for (HeaderField field : message.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (REMOVED.contains(name)) {
                continue;
            }
            String raw = terminated(field.raw());
            if (isTrace(name)) {
                outer.append(raw);
            } else {
                inner.append(name.equals("content-type") ? contentType : raw);
                String outside = outside(name, raw);
                outer.append(outside);
                records.append(outside.isEmpty() ? "" : record(outside));
            }
        }
        if (message.fields("Content-Type").isEmpty()) {
            inner.append(contentType);
        }
        inner.append(records).append("\r\n");
        return new ProtectedMessage(message, octets(outer), octets(inner));
    }

    /** The outer header fields but MIME's own, which depend on the encryption. */
    void writeOuterFields(OutputStream out) throws IOException {
        out.write(outerFields);
    }

    /** The Cryptographic Payload: its header, the empty line, and the body as it came. */
    void writePayload(OutputStream out) throws IOException {
        out.write(payloadHeader);
        // In blocks: one write of the whole body would make the cipher hold a second copy of it.
        byte[] block = new byte[BLOCK];
        try (InputStream body = message.openBody()) {
            for (int read = body.read(block); read > 0; read = body.read(block)) {
                out.write(block, 0, read);
            }
        }
    }

    /** Octets of the outer header fields. */
    long outerSize() {
        return outerFields.length;
    }

    /** Octets of the Cryptographic Payload. */
    long payloadSize() {
        return (long) payloadHeader.length + message.bodySize();
    }

    /** What stands outside for a field of the sender, empty when it stays inside only. */
    private static String outside(String name, String raw) {
        if (name.equals("subject")) {
            return OBSCURED_SUBJECT;
        }
        return KEPT.contains(name) ? raw : "";
    }

    /** Records an outer field inside (RFC 9788 section 2.2), so that the reader sees what was confidential. */
    private static String record(String outside) {
        String record = "HP-Outer: " + outside;
        return record.indexOf("\r\n") > MAX_LINE ? "HP-Outer:\r\n " + outside : record;
    }

    private static String protectedContentType(List<HeaderField> fields) throws SmimeException {
        if (fields.isEmpty()) {
            // The type of an entity that names none (RFC 2045 section 5.2).
            return "Content-Type: text/plain; charset=us-ascii; hp=\"cipher\"\r\n";
        }
        if (fields.size() > 1) {
            throw new SmimeException("The message has more than one Content-Type, so its header cannot be protected.");
        }
        ContentTypeField contentType = ContentTypeField.parse(fields.getFirst());
        if (contentType.parameters().keySet().stream().anyMatch(name -> name.equals("hp") || name.startsWith("hp-"))) {
            throw new SmimeException("The message's Content-Type claims a header protection that it does not have.");
        }
        return contentType.with("hp=\"cipher\"");
    }

    private static boolean isTrace(String name) {
        return TRACE.contains(name) || name.startsWith("sealpost-") || name.startsWith("x-sealpost-");
    }

    private static String terminated(String raw) {
        return raw.endsWith("\r\n") ? raw : raw + "\r\n";
    }

    private static byte[] octets(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
