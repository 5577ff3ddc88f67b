package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * A message divided for protection: the fields that stay outside, and the Cryptographic Payload (RFC 9788), which is the
 * sender's MIME entity with every field of the message in its exact octets.
 */
final class ProtectedMessage {

    private final byte[] outerFields;
    private final byte[] payloadHeader;
    private final SplicedBody payloadBody;
    private final Optional<HeaderForm> headerForm;

    private ProtectedMessage(
            DividedHeader header, String payloadHeader, SplicedBody payloadBody, Optional<HeaderForm> headerForm) {
        this.outerFields = octets(header.outside());
        this.payloadHeader = octets(payloadHeader);
        this.payloadBody = payloadBody;
        this.headerForm = headerForm;
    }

    /**
     * For a signature without encryption: every field stays outside too, so there is nothing to record (RFC 9788 section
     * 2.1.1, {@code hp="clear"}).
     *
     * @throws SmimeException when the message is signed already, its MIME structure could be read in two ways, or it or a part
     *     of it claims a header protection
     */
    static ProtectedMessage signed(RawMessage message) throws SmimeException {
        MessageEntity entity = MessageEntity.of(message);
        if (entity.isProtected()) {
            throw new SmimeException("The message is signed or encrypted already, so it is not signed again.");
        }
        entity.refuseClaimsOfParts();
        DividedHeader header = DividedHeader.signed(message);
        return new ProtectedMessage(
                header,
                header(header, entity.readContentType().with("hp=\"clear\""), ""),
                SplicedBody.unchanged(message),
                Optional.of(HeaderForm.RFC_9788));
    }

    /**
     * For encryption, signed within or not.
     *
     * @throws SmimeException when the message's MIME structure could be read in two ways, or it or a part of it claims a
     *     header protection
     */
    static ProtectedMessage encrypted(
            RawMessage message, HeaderForm form, HeaderConfidentiality confidentiality, SignedMessages signedMessages)
            throws SmimeException {
        MessageEntity entity = MessageEntity.of(message);
        DividedHeader header = DividedHeader.encrypted(message, confidentiality);
        if (entity.isProtected()) {
            return switch (signedMessages) {
                case AS_IT_IS -> asItIs(message, header);
                case WRAPPED -> attached(entity, header);
            };
        }
        entity.refuseClaimsOfParts();
        return switch (form) {
            case RFC_9788 -> withFields(entity, header);
            case LEGACY_DISPLAY ->
                header.missed().isEmpty()
                        ? withFields(entity, header)
                        : LegacyDisplay.in(entity, header.missed())
                                .map(display -> withDisplay(entity, header, display))
                                .orElseGet(() -> withFields(entity, header));
            case WRAPPED -> wrapped(entity, header);
        };
    }

    /** The outer header fields but MIME's own, which depend on the protection. */
    void writeOuterFields(OutputStream out) throws IOException {
        out.write(outerFields);
    }

    /** The Cryptographic Payload: its header, the empty line, and the body. */
    void writePayload(OutputStream out) throws IOException {
        out.write(payloadHeader);
        payloadBody.writeTo(out);
    }

    /** Octets of the outer header fields. */
    long outerSize() {
        return outerFields.length;
    }

    /** Octets of the Cryptographic Payload. */
    long payloadSize() {
        return payloadHeader.length + payloadBody.size();
    }

    /** How the header fields are protected; empty when they are not. */
    Optional<HeaderForm> headerForm() {
        return headerForm;
    }

    private static ProtectedMessage withFields(MessageEntity entity, DividedHeader header) {
        return new ProtectedMessage(
                header,
                header(header, entity.readContentType().with("hp=\"cipher\""), header.records()),
                SplicedBody.unchanged(entity.message()),
                Optional.of(HeaderForm.RFC_9788));
    }

    private static ProtectedMessage withDisplay(MessageEntity entity, DividedHeader header, LegacyDisplay display) {
        ContentTypeField contentType = entity.readContentType();
        return new ProtectedMessage(
                header,
                header(
                        header,
                        display.inWholeBody()
                                ? contentType.with(LegacyDisplay.PARAMETER, "hp=\"cipher\"")
                                : contentType.with("hp=\"cipher\""),
                        header.records()),
                new SplicedBody(entity.message(), display.splices()),
                Optional.of(HeaderForm.LEGACY_DISPLAY));
    }

    /** The sender's fields stand in the payload for whoever looks, though no reader takes them from there. */
    private static ProtectedMessage asItIs(RawMessage message, DividedHeader header) {
        return new ProtectedMessage(
                header, raw(header.inside()) + "\r\n", SplicedBody.unchanged(message), Optional.empty());
    }

    private static ProtectedMessage wrapped(MessageEntity entity, DividedHeader header) {
        return new ProtectedMessage(
                header,
                wrapper(entity, "; forwarded=no") + "\r\n" + raw(header.inside()) + "\r\n",
                SplicedBody.unchanged(entity.message()),
                Optional.of(HeaderForm.WRAPPED));
    }

    /** The parameter tells this from {@link #wrapped}: the message within is an attached one (RFC 9788 section 4.10.1). */
    private static ProtectedMessage attached(MessageEntity entity, DividedHeader header) {
        List<HeaderField> ofMessage = header.inside().stream()
                .filter(field -> !DividedHeader.isStructural(field.name()))
                .toList();
        return new ProtectedMessage(
                header,
                raw(ofMessage) + wrapper(entity, "; hp=\"cipher\"") + header.records() + "\r\n" + raw(header.inside())
                        + "\r\n",
                SplicedBody.unchanged(entity.message()),
                Optional.of(HeaderForm.RFC_9788));
    }

    /** The fields of an entity that is a whole message: message/global where its header has UTF-8 (RFC 6532 section 3.7). */
    private static String wrapper(MessageEntity entity, String parameter) {
        boolean international = entity.message().fields().stream()
                .anyMatch(field -> field.raw().chars().anyMatch(octet -> octet > 0x7f));
        String encoding = entity.transferEncoding();
        boolean labelled = international || Set.of("8bit", "binary").contains(encoding);
        return "MIME-Version: 1.0\r\nContent-Type: " + (international ? "message/global" : "message/rfc822") + parameter
                + "\r\n"
                + (labelled
                        ? "Content-Transfer-Encoding: " + (encoding.equals("binary") ? "binary" : "8bit") + "\r\n"
                        : "");
    }

    private static String header(DividedHeader header, String contentType, String records) {
        boolean named = header.inside().stream().anyMatch(field -> field.is("Content-Type"));
        return header.inside().stream()
                        .map(field -> field.is("Content-Type") ? contentType : field.raw())
                        .collect(Collectors.joining())
                + (named ? "" : contentType) + records + "\r\n";
    }

    private static String raw(List<HeaderField> fields) {
        return fields.stream().map(HeaderField::raw).collect(Collectors.joining());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
