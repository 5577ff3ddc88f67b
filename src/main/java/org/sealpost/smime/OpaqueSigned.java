package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;

/**
 * A payload within signed-data (RFC 8551 section 3.5.2), as an entity in base64 and in DER. The payload is read twice,
 * first to be signed and then to be written, so that every length is known before and nothing of it is kept.
 */
final class OpaqueSigned {

    private static final String FIELDS = """
            Content-Type: application/pkcs7-mime; smime-type=signed-data;\r
             name="smime.p7m"\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment; filename="smime.p7m"\r
            \r
            """;

    private final ProtectedMessage parts;
    private final byte[] head;
    private final byte[] tail;

    private OpaqueSigned(ProtectedMessage parts, byte[] head, byte[] tail) {
        this.parts = parts;
        this.head = head;
        this.tail = tail;
    }

    /** Signs the payload. */
    static OpaqueSigned of(ProtectedMessage parts, SignedData signedData) throws SmimeException {
        ByteArrayOutputStream detached = new ByteArrayOutputStream(signedData.overhead());
        try {
            try (OutputStream content = signedData.detached(detached, OutputStream.nullOutputStream())) {
                parts.writePayload(content);
            }
            org.bouncycastle.asn1.cms.SignedData signature = org.bouncycastle.asn1.cms.SignedData.getInstance(
                    ContentInfo.getInstance(detached.toByteArray()).getContent());
            byte[] tail = concatenated(List.of(
                    der(new DERTaggedObject(false, 0, signature.getCertificates())), der(signature.getSignerInfos())));
            return new OpaqueSigned(parts, head(signature, parts.payloadSize(), tail.length), tail);
        } catch (IOException | RuntimeException fault) {
            throw SignedData.cannotSign(fault);
        }
    }

    /** Octets of the entity. */
    long size() {
        return FIELDS.length() + Base64Lines.size(signedDataSize());
    }

    /** Writes the entity. */
    void writeTo(OutputStream out) throws IOException {
        out.write(FIELDS.getBytes(StandardCharsets.US_ASCII));
        try (OutputStream base64 = new Base64Lines(out, signedDataSize())) {
            base64.write(head);
            parts.writePayload(base64);
            base64.write(tail);
        }
    }

    private long signedDataSize() {
        return head.length + parts.payloadSize() + tail.length;
    }

    /** Everything before the payload. */
    private static byte[] head(org.bouncycastle.asn1.cms.SignedData signature, long payload, int tail)
            throws IOException {
        byte[] version = der(signature.getVersion());
        byte[] digests = der(signature.getDigestAlgorithms());
        byte[] type = der(CMSObjectIdentifiers.data);
        byte[] octets = DerHeader.of(DerHeader.OCTET_STRING, payload);
        byte[] explicit = DerHeader.of(DerHeader.EXPLICIT_0, octets.length + payload);
        long contentSize = type.length + explicit.length + octets.length + payload;
        byte[] content = DerHeader.of(DerHeader.SEQUENCE, contentSize);
        long signedSize = version.length + digests.length + content.length + contentSize + tail;
        byte[] signed = DerHeader.of(DerHeader.SEQUENCE, signedSize);
        byte[] outerExplicit = DerHeader.of(DerHeader.EXPLICIT_0, signed.length + signedSize);
        byte[] outerType = der(CMSObjectIdentifiers.signedData);
        byte[] outer =
                DerHeader.of(DerHeader.SEQUENCE, outerType.length + outerExplicit.length + signed.length + signedSize);
        return concatenated(
                List.of(outer, outerType, outerExplicit, signed, version, digests, content, type, explicit, octets));
    }

    private static byte[] der(ASN1Encodable value) throws IOException {
        return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }

    private static byte[] concatenated(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
