package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;
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

    /** Octets that show what a file is. */
    private static final int BEGINNING = 2048;

    private final InspectionLimits limits;
    private final Discovery discovery;
    private final TextPart texts;
    private final Agenda agenda;
    private final FileWalk files;
    private final LeafReader leaves;

    MimeWalk(InspectionLimits limits, Discovery discovery) {
        this.limits = limits;
        this.discovery = discovery;
        this.texts = new TextPart(discovery);
        this.agenda = new Agenda(limits, discovery);
        this.files = new FileWalk(limits, discovery, agenda, texts);
        this.leaves = new LeafReader(limits, discovery, texts, files);
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
                                                Leaf.bodyOf(entity, header), Leaf.encodingOf(header), BEGINNING)
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
        Leaf leaf = Leaf.of(entity, header, type);
        if (leaf.hasBrokenDisposition()) {
            discovery.uninspectable(UninspectableReason.BROKEN_HEADER, entity.path());
        }
        switch (type.type()) {
            case "multipart" -> multipart(leaf);
            case "message" -> embeddedMessage(leaf);
            case "text" -> leaves.text(leaf);
            default -> leaves.file(leaf, isEncrypted(leaf));
        }
    }

    private static boolean isEncrypted(Leaf part) {
        return ENCRYPTED.contains(part.type().name());
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
        if (isEncrypted(part)) {
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
            texts.read(leaves.beginning(around, "8bit", part.path()), ContentType.plainText(), part.path());
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
            leaves.text(part);
        } else if (WHOLE_MESSAGES.contains(type)) {
            leaves.recordAttachment(part);
            Piece inner = TransferDecoding.isIdentity(part.encoding()) ? part.body() : Piece.of(leaves.beginning(part));
            int depth = part.entity().depth() + 1;
            agenda.add(Pending.Entity.message(inner, Pending.below(part.path(), 1), depth));
        } else {
            // Who knows the type may show something else than the text that it is read as.
            discovery.uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, part.path());
            leaves.file(part, false);
        }
    }
}
