package org.sealpost.inspect;

import java.util.Locale;
import java.util.Optional;

/**
 * One part of a message with all that says how it is to be read.
 *
 * @param encoding its Content-Transfer-Encoding, as declared
 * @param disposition its Content-Disposition (RFC 2183), if it has one that can be read
 */
record Leaf(
        PartHeader header,
        ContentType type,
        Piece body,
        String encoding,
        Optional<ParameterizedValue> disposition,
        Pending.Entity entity) {

    static Leaf of(Pending.Entity entity, PartHeader header, ContentType type) {
        return new Leaf(header, type, bodyOf(entity, header), encodingOf(header), dispositionOf(header), entity);
    }

    static Piece bodyOf(Pending.Entity entity, PartHeader header) {
        return entity.piece().range(header.bodyStart(), entity.piece().to());
    }

    static String encodingOf(PartHeader header) {
        String raw = header.first("content-transfer-encoding").orElse("");
        return ParameterizedValue.parse(raw).map(ParameterizedValue::value).orElse(raw);
    }

    private static Optional<ParameterizedValue> dispositionOf(PartHeader header) {
        return header.first("content-disposition").flatMap(ParameterizedValue::parse);
    }

    String path() {
        return entity.path();
    }

    /** Whether its disposition cannot be read, so that readers may take it for anything. */
    boolean hasBrokenDisposition() {
        return disposition.isEmpty() && header.first("content-disposition").isPresent();
    }

    Optional<String> fileName() {
        return disposition
                .flatMap(value -> Optional.ofNullable(value.parameters().get("filename")))
                .map(ContentType::decoded)
                .or(type::fileName);
    }

    /** The name that its type gives it, where its disposition gives it another one: programs go by either. */
    Optional<String> otherName() {
        return type.fileName().filter(name -> !name.equals(fileName().orElse(name)));
    }

    boolean isAttachment() {
        return disposition
                .filter(value -> value.value().toLowerCase(Locale.ROOT).equals("attachment"))
                .isPresent();
    }
}
