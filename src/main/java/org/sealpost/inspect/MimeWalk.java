package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the parts of a message (RFC 2045, 2046) without recursion and within limits. Wherever mail readers may
 * disagree about what a part is, it is reported as uninspectable besides being read in the usual way.
 */
final class MimeWalk {

    private static final Set<String> ENCRYPTED = Set.of(
            "application/pkcs7-mime",
            "application/x-pkcs7-mime",
            "application/pgp-encrypted",
            "application/pgp",
            "multipart/encrypted");

    /** Reports that machines write as text. */
    private static final Set<String> TEXT_REPORTS = Set.of(
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "message/feedback-report");

    private static final Set<String> WHOLE_MESSAGES = Set.of("message/rfc822", "message/global", "message/news");

    private record Pending(Piece piece, String path, int depth, ContentType unlessDeclared, boolean message) {}

    private final InspectionLimits limits;
    private final Discovery discovery;
    private final TextPart texts;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int parts;

    MimeWalk(InspectionLimits limits, Discovery discovery) {
        this.limits = limits;
        this.discovery = discovery;
        this.texts = new TextPart(discovery);
    }

    void walk(Piece message) {
        if (message.contains('\0')) {
            discovery.fault(StructureFault.NUL_OCTET);
        }
        pending.push(new Pending(message, "", 0, ContentType.plainText(), true));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            if (discovery.isLate(next.path())) {
                return;
            }
            if (++parts > limits.parts()) {
                discovery.uninspectable(UninspectableReason.TOO_MANY_PARTS, next.path());
                return;
            }
            if (next.depth() > limits.depth()) {
                discovery.uninspectable(UninspectableReason.TOO_DEEP, next.path());
            } else {
                visit(next);
            }
        }
    }

    private void visit(Pending entity) {
        PartHeader header = PartHeader.read(entity.piece(), limits.headerOctets());
        if (header.tooLarge()) {
            discovery.uninspectable(UninspectableReason.TOO_LARGE, entity.path());
            return;
        }
        checkHeader(header, entity);
        readFields(header, entity.path());
        Optional<String> declared = header.first("content-type");
        Optional<ContentType> parsed = declared.flatMap(ContentType::parse);
        if (declared.isPresent() && parsed.isEmpty()) {
            discovery.uninspectable(UninspectableReason.BROKEN_CONTENT_TYPE, entity.path());
        }
        ContentType type = parsed.orElse(declared.isPresent() ? ContentType.plainText() : entity.unlessDeclared());
        Piece body = entity.piece().range(header.bodyStart(), entity.piece().to());
        Leaf leaf = new Leaf(header, type, body, encoding(header), entity);
        switch (type.type()) {
            case "multipart" -> multipart(leaf);
            case "message" -> embeddedMessage(leaf);
            case "text" -> text(leaf);
            default -> other(leaf);
        }
    }

    /** One part with all that says how it is to be read. */
    private record Leaf(PartHeader header, ContentType type, Piece body, String encoding, Pending entity) {
        String path() {
            return entity.path();
        }
    }

    private void checkHeader(PartHeader header, Pending entity) {
        if (header.broken()) {
            discovery.uninspectable(UninspectableReason.BROKEN_HEADER, entity.path());
        }
        if (FieldText.repeatsStructure(header)) {
            discovery.uninspectable(UninspectableReason.AMBIGUOUS_HEADER, entity.path());
        }
        if (entity.message() && FieldText.repeatsSingle(header)) {
            if (entity.depth() == 0) {
                discovery.fault(StructureFault.REPEATED_FIELD);
            }
            discovery.uninspectable(UninspectableReason.AMBIGUOUS_HEADER, entity.path());
        }
    }

    private void readFields(PartHeader header, String path) {
        StringBuilder all = new StringBuilder();
        for (PartHeader.Field field : header.fields()) {
            if (FieldText.isWrittenByPeople(field.name())) {
                EncodedWords words = EncodedWords.decode(field.text());
                if (words.broken()) {
                    discovery.uninspectable(UninspectableReason.BROKEN_ENCODED_WORD, path);
                }
                // The field's name stays before it: it may be what gives a number its meaning.
                all.append(field.name().replace('-', ' '))
                        .append(": ")
                        .append(FieldText.withoutOwnAddresses(field.name(), words.text()))
                        .append('\n');
            }
        }
        discovery.text(all.toString(), path);
    }

    private void multipart(Leaf part) {
        if (ENCRYPTED.contains(part.type().name())) {
            discovery.uninspectable(UninspectableReason.ENCRYPTED, part.path());
        }
        if (!TransferDecoding.isIdentity(part.encoding())) {
            // RFC 2045 section 6.4 forbids it; some readers decode it and find other parts.
            discovery.uninspectable(UninspectableReason.BROKEN_TRANSFER_ENCODING, part.path());
        }
        MultipartSplit split = MultipartSplit.of(part.body(), part.type().parameter("boundary"));
        if (split.broken()) {
            discovery.uninspectable(UninspectableReason.BROKEN_MULTIPART, part.path());
        }
        for (Piece around : split.around()) {
            texts.read(decoded(around, "8bit", part.path()), ContentType.plainText(), part.path());
        }
        boolean digest = part.type().subtype().equals("digest");
        ContentType unlessDeclared = digest ? ContentType.message() : ContentType.plainText();
        List<Piece> pieces = split.parts();
        int depth = part.entity().depth() + 1;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            pending.push(new Pending(pieces.get(i), below(part.path(), i + 1), depth, unlessDeclared, false));
        }
    }

    private void embeddedMessage(Leaf part) {
        String type = part.type().name();
        if (type.equals("message/partial")) {
            discovery.fault(StructureFault.PARTIAL_MESSAGE);
            discovery.uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, part.path());
        } else if (type.equals("message/external-body")) {
            discovery.uninspectable(UninspectableReason.EXTERNAL_BODY, part.path());
        } else if (TEXT_REPORTS.contains(type)) {
            text(part);
        } else if (WHOLE_MESSAGES.contains(type)) {
            recordAttachment(part);
            Piece inner = TransferDecoding.isIdentity(part.encoding()) ? part.body() : Piece.of(decoded(part));
            int depth = part.entity().depth() + 1;
            pending.push(new Pending(inner, below(part.path(), 1), depth, ContentType.plainText(), true));
        } else {
            other(part);
        }
    }

    private void text(Leaf part) {
        Optional<String> name = fileName(part);
        if (name.isPresent() || isAttachment(part)) {
            recordAttachment(part);
        }
        if (name.filter(file -> file.equalsIgnoreCase("winmail.dat")).isPresent()) {
            discovery.uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, part.path());
        }
        texts.read(decoded(part), part.type(), part.path());
    }

    private void other(Leaf part) {
        recordAttachment(part);
        discovery.uninspectable(
                ENCRYPTED.contains(part.type().name())
                        ? UninspectableReason.ENCRYPTED
                        : UninspectableReason.ATTACHMENT_NOT_READ,
                part.path());
    }

    private byte[] decoded(Leaf part) {
        return decoded(part.body(), part.encoding(), part.path());
    }

    private byte[] decoded(Piece body, String encoding, String path) {
        TransferDecoding decoding = TransferDecoding.decodeBeginning(body, encoding, discovery.octetsWanted());
        decoding.fault().ifPresent(fault -> discovery.uninspectable(fault, path));
        return decoding.octets();
    }

    private void recordAttachment(Leaf part) {
        String name = fileName(part).orElse("");
        discovery.text(name, part.path());
        discovery.attachment(new AttachmentView(
                name, part.type().name(), TransferDecoding.decodedSize(part.body(), part.encoding())));
    }

    private Optional<String> fileName(Leaf part) {
        return disposition(part)
                .flatMap(value -> Optional.ofNullable(value.parameters().get("filename")))
                .or(() -> part.type().parameter("name"))
                .map(raw -> EncodedWords.decode(new PartHeader.Field("filename", raw).text())
                        .text());
    }

    private boolean isAttachment(Leaf part) {
        return disposition(part)
                .filter(value -> value.value().toLowerCase(Locale.ROOT).equals("attachment"))
                .isPresent();
    }

    private Optional<ParameterizedValue> disposition(Leaf part) {
        Optional<String> raw = part.header().first("content-disposition");
        Optional<ParameterizedValue> read = raw.flatMap(ParameterizedValue::parse);
        if (raw.isPresent() && read.isEmpty()) {
            discovery.uninspectable(UninspectableReason.BROKEN_HEADER, part.path());
        }
        return read;
    }

    private static String encoding(PartHeader header) {
        String raw = header.first("content-transfer-encoding").orElse("");
        return ParameterizedValue.parse(raw).map(ParameterizedValue::value).orElse(raw);
    }

    private static String below(String path, int number) {
        return path.isEmpty() ? Integer.toString(number) : path + "." + number;
    }
}
