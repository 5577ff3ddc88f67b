package org.sealpost.inspect;

import java.util.ArrayList;
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

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

    /** Reports that machines write as text. */
    private static final Set<String> TEXT_REPORTS = Set.of(
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "message/feedback-report");

    private static final Set<String> WHOLE_MESSAGES = Set.of("message/rfc822", "message/global", "message/news");

    /** Octets that show what a file is. */
    private static final int BEGINNING = 2048;

    private final InspectionLimits limits;
    private final Discovery discovery;
    private final TextPart texts;
    private final Agenda agenda;
    private final FileWalk files;
    private final Logos logos;

    MimeWalk(InspectionLimits limits, Discovery discovery) {
        this.limits = limits;
        this.discovery = discovery;
        this.texts = new TextPart(discovery);
        this.agenda = new Agenda(limits, discovery);
        this.files = new FileWalk(limits, discovery, agenda, texts);
        this.logos = new Logos(limits.files());
    }

    /** Has a message looked at. */
    void begin(Piece message) {
        if (message.contains('\0')) {
            discovery.fault(StructureFault.NUL_OCTET);
        }
        agenda.add(Pending.Entity.message(message, "", 0));
    }

    /**
     * Goes through it, as far as the limits go, or through what is left. With less than the full effort it leaves off at
     * the first file that takes more; without any at a file that only begins like one, before it is decoded, so that whoever
     * waits to go on holds no more than the message.
     *
     * @return whether all was looked at
     */
    boolean walk(Effort effort) {
        for (Optional<Pending> next = agenda.next(); next.isPresent(); next = agenda.next()) {
            if (effort == Effort.NONE && unfolds(next.get()) || !look(next.get(), effort)) {
                agenda.putBack(next.get());
                return false;
            }
        }
        return true;
    }

    private boolean unfolds(Pending next) {
        return switch (next) {
            case Pending.File file -> file.kind().unfolds();
            case Pending.Archive archive -> true;
            case Pending.Entity entity -> {
                PartHeader header = PartHeader.read(entity.piece(), limits.headerOctets());
                yield !header.tooLarge()
                        && !isReadAsText(header)
                        && FileOctets.kind(TransferDecoding.decodeBeginning(
                                                body(entity, header), encoding(header), BEGINNING)
                                        .octets())
                                .unfolds();
            }
        };
    }

    private static boolean isReadAsText(PartHeader header) {
        return switch (header.first("content-type")
                .flatMap(ContentType::parse)
                .map(ContentType::type)
                .orElse("text")) {
            case "multipart", "message", "text" -> true;
            default -> false;
        };
    }

    private static Piece body(Pending.Entity entity, PartHeader header) {
        return entity.piece().range(header.bodyStart(), entity.piece().to());
    }

    private boolean look(Pending next, Effort effort) {
        return switch (next) {
            case Pending.Entity entity -> {
                visit(entity);
                yield true;
            }
            case Pending.File file -> files.read(file, effort);
            case Pending.Archive archive -> {
                // There is one only once everything is read.
                files.read(archive);
                yield true;
            }
        };
    }

    private void visit(Pending.Entity entity) {
        PartHeader header = PartHeader.read(entity.piece(), limits.headerOctets());
        if (header.tooLarge()) {
            discovery.uninspectable(UninspectableReason.TOO_LARGE, entity.path());
            return;
        }
        checkHeader(header, entity);
        readFields(header, entity);
        Optional<String> declared = header.first("content-type");
        Optional<ContentType> parsed = declared.flatMap(ContentType::parse);
        if (declared.isPresent() && parsed.isEmpty()) {
            discovery.uninspectable(UninspectableReason.BROKEN_CONTENT_TYPE, entity.path());
        }
        ContentType type = parsed.orElse(declared.isPresent() ? ContentType.plainText() : entity.unlessDeclared());
        Leaf leaf = new Leaf(header, type, body(entity, header), encoding(header), entity);
        switch (type.type()) {
            case "multipart" -> multipart(leaf);
            case "message" -> embeddedMessage(leaf);
            case "text" -> text(leaf);
            default -> other(leaf);
        }
    }

    /** One part with all that says how it is to be read. */
    private record Leaf(PartHeader header, ContentType type, Piece body, String encoding, Pending.Entity entity) {
        String path() {
            return entity.path();
        }
    }

    private void checkHeader(PartHeader header, Pending.Entity entity) {
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

    private void readFields(PartHeader header, Pending.Entity entity) {
        String path = entity.path();
        StringBuilder all = new StringBuilder();
        for (PartHeader.Field field : header.fields()) {
            if (FieldText.isWrittenByPeople(field.name())) {
                EncodedWords words = EncodedWords.decode(field.text());
                if (words.broken()) {
                    discovery.uninspectable(UninspectableReason.BROKEN_ENCODED_WORD, path);
                }
                if (field.name().equals("subject")) {
                    discovery.subject(words.text(), path);
                }
                // The field's name stays before it: it may be what gives a number its meaning.
                all.append(field.name().replace('-', ' '))
                        .append(": ")
                        .append(FieldText.withoutOwnAddresses(field.name(), words.text()))
                        .append('\n');
                addresses(field.name(), words.text(), entity.depth());
            }
        }
        for (String reading : Readings.of(all.toString())) {
            discovery.text(reading, path);
        }
    }

    /** Whom the message is shown to have gone to, and everyone in the header of a message within it. */
    private void addresses(String field, String text, int depth) {
        for (String address : FieldText.ownAddresses(field, text)) {
            if (depth > 0) {
                discovery.clue(new PatientClue.InnerAddress(address));
            } else if (FieldText.isShown(field)) {
                discovery.clue(new PatientClue.ShownAddress(address));
            }
        }
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
        List<Pending> below = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            String path = Pending.below(part.path(), below.size() + 1);
            Pending.Place place = place(part.type(), below.size());
            below.add(new Pending.Entity(piece, path, depth, unlessDeclared, false, place));
        }
        agenda.add(below);
    }

    private static Pending.Place place(ContentType around, int before) {
        return switch (around.subtype()) {
            case "related" -> Pending.Place.SHOWN;
            case "signed" -> before == 1 ? Pending.Place.SIGNATURE : Pending.Place.ANY;
            default -> Pending.Place.ANY;
        };
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
            agenda.add(Pending.Entity.message(inner, Pending.below(part.path(), 1), depth));
        } else {
            // Who knows the type may show something else than the text that it is read as.
            discovery.uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, part.path());
            other(part);
        }
    }

    private void text(Leaf part) {
        Optional<String> name = fileName(part);
        if (name.isPresent() || isAttachment(part)) {
            recordAttachment(part);
        }
        byte[] octets = decoded(part);
        FileKind kind = FileOctets.kind(octets);
        boolean namedOtherwise = name.flatMap(FileKind::named)
                .filter(other -> other != FileKind.TEXT)
                .isPresent();
        boolean declaredText =
                FileKind.declared(part.type()).filter(FileKind::isText).isPresent();
        if (kind.isText() && declaredText && !namedOtherwise) {
            texts.read(octets, part.type(), part.path());
            if (isMarkupByAnotherName(part.type(), octets)) {
                ContentType markup = new ContentType(
                        "text",
                        kind == FileKind.XML ? "xml" : "html",
                        part.type().parameters());
                texts.read(octets, markup, part.path());
            }
        } else if (kind.isText()) {
            files.add(
                    octets,
                    name.orElse(""),
                    part.type(),
                    part.path(),
                    part.entity().depth());
        } else {
            // Someone declared a file of another kind as text; it may go on behind what of a text would count.
            files.add(
                    whole(part),
                    name.orElse(""),
                    part.type(),
                    part.path(),
                    part.entity().depth());
        }
    }

    /** Whether a text that is not plain holds tags though its type does not say so: mail readers may show what they mark. */
    private static boolean isMarkupByAnotherName(ContentType type, byte[] octets) {
        return !type.subtype().equals("plain")
                && FileKind.declared(type).equals(Optional.of(FileKind.TEXT))
                && FileOctets.startsAsMarkup(octets);
    }

    private void other(Leaf part) {
        recordAttachment(part);
        boolean encrypted = ENCRYPTED.contains(part.type().name());
        if (encrypted) {
            discovery.uninspectable(UninspectableReason.ENCRYPTED, part.path());
        }
        byte[] octets = whole(part);
        // What calls itself encrypted counts as that; when it is a text after all, it is read besides.
        boolean read = !encrypted || FileOctets.kind(octets).isText();
        if (read && !isShownLogo(part, octets) && !isSignature(part, octets)) {
            files.add(
                    octets,
                    fileName(part).orElse(""),
                    part.type(),
                    part.path(),
                    part.entity().depth());
        }
    }

    /** Whether it is one of the small pictures that an HTML body shows, as signatures do. */
    private boolean isShownLogo(Leaf part, byte[] octets) {
        return part.entity().place() == Pending.Place.SHOWN
                && !isAttachment(part)
                && FileOctets.kind(octets) == FileKind.PICTURE
                && part.header().first("content-id").filter(texts::shows).isPresent()
                && logos.holds(octets);
    }

    /** Whether it only signs the part before it, as every clear-signed S/MIME message has one. */
    private static boolean isSignature(Leaf part, byte[] octets) {
        return part.entity().place() == Pending.Place.SIGNATURE
                && SIGNATURES.contains(part.type().name())
                && DetachedSignature.is(octets);
    }

    private byte[] whole(Leaf part) {
        TransferDecoding decoding = TransferDecoding.decode(part.body(), part.encoding());
        decoding.fault().ifPresent(fault -> discovery.uninspectable(fault, part.path()));
        return decoding.octets();
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
}
