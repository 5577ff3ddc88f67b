package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/** The CMS object in an entity's body, its transfer encoding undone and its bounds checked. */
final class TransferDecoded {

    private TransferDecoded() {}

    /** @throws UnreadException when it is none, or is larger in structure than is read */
    static ContentInfo contentInfo(RawMessage entity) throws UnreadException {
        int room = entity.bodySize();
        boolean base64 = isBase64(entity);
        byte[] octets = new byte[base64 ? room / 4 * 3 + 3 : room];
        try (InputStream body = entity.openBody();
                InputStream in = base64 ? Base64.getMimeDecoder().wrap(body) : body) {
            int length = in.readNBytes(octets, 0, octets.length);
            if (in.read() >= 0) {
                throw new UnreadException(UnreadReason.MALFORMED);
            }
            Asn1Bounds.check(octets, length);
            try (ASN1InputStream asn1 = new ASN1InputStream(octets)) {
                return ContentInfo.getInstance(asn1.readObject());
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }

    private static boolean isBase64(RawMessage entity) throws UnreadException {
        List<HeaderField> fields = entity.fields("Content-Transfer-Encoding");
        if (fields.size() > 1) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
        String encoding =
                fields.isEmpty() ? "binary" : fields.getFirst().value().strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "base64" -> true;
            case "binary", "8bit", "7bit" -> false;
            default -> throw new UnreadException(UnreadReason.MALFORMED);
        };
    }
}
