package org.sealpost.inspect;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the parts of a message that hold no others: as text, or as a file by what its octets are. */
final class LeafReader {

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

    private final Discovery discovery;
    private final TextPart texts;
    private final FileWalk files;
    private final Logos logos;

    LeafReader(InspectionLimits limits, Discovery discovery, TextPart texts, FileWalk files) {
        this.discovery = discovery;
        this.texts = texts;
        this.files = files;
        this.logos = new Logos(limits.files());
    }

    void text(Leaf part) {
        Optional<String> name = part.fileName();
        if (name.isPresent() || part.isAttachment()) {
            recordAttachment(part);
        }
        byte[] octets = beginning(part);
        FileKind kind = FileOctets.kind(octets);
        boolean namedOtherwise = Stream.of(name, part.otherName())
                .flatMap(Optional::stream)
                .anyMatch(one -> FileKind.named(one)
                        .filter(other -> other != FileKind.TEXT)
                        .isPresent());
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
        } else {
            // Someone declared a file of another kind as text; it may go on behind what of a text would count.
            addFile(part, kind.isText() ? octets : whole(part));
        }
    }

    /** Whether a text that is not plain holds tags though its type does not say so: mail readers may show what they mark. */
    private static boolean isMarkupByAnotherName(ContentType type, byte[] octets) {
        return !type.subtype().equals("plain")
                && FileKind.declared(type).equals(Optional.of(FileKind.TEXT))
                && FileOctets.startsAsMarkup(octets);
    }

    void file(Leaf part, boolean encrypted) {
        recordAttachment(part);
        if (encrypted) {
            discovery.uninspectable(UninspectableReason.ENCRYPTED, part.path());
        }
        byte[] octets = whole(part);
        // What calls itself encrypted counts as that; when it is a text after all, it is read besides.
        boolean read = !encrypted || FileOctets.kind(octets).isText();
        if (read && !isShownLogo(part, octets) && !isSignature(part, octets)) {
            addFile(part, octets);
        }
    }

    private void addFile(Leaf part, byte[] octets) {
        files.add(
                octets,
                part.fileName().orElse(""),
                part.type(),
                part.path(),
                part.entity().depth());
    }

    /** Whether it is one of the small pictures that an HTML body shows, as signatures do. */
    private boolean isShownLogo(Leaf part, byte[] octets) {
        return part.entity().place() == Pending.Place.SHOWN
                && !part.isAttachment()
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

    /** As much of the octets of a text as counts. */
    byte[] beginning(Leaf part) {
        return beginning(part.body(), part.encoding(), part.path());
    }

    byte[] beginning(Piece body, String encoding, String path) {
        TransferDecoding decoding = TransferDecoding.decodeBeginning(body, encoding, discovery.octetsWanted());
        decoding.fault().ifPresent(fault -> discovery.uninspectable(fault, path));
        return decoding.octets();
    }

    void recordAttachment(Leaf part) {
        String name = part.fileName().orElse("");
        discovery.text(name, part.path());
        part.otherName().ifPresent(other -> discovery.text(other, part.path()));
        discovery.attachment(new AttachmentView(
                name, part.type().name(), TransferDecoding.decodedSize(part.body(), part.encoding())));
    }
}
