package org.sealpost.certificate;

import java.io.IOException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1StreamParser;

/** Whose a CRL is, by the first values of its tbsCertList (RFC 5280 section 5.1). Nothing is trusted by that. */
final class ListIssuer {

    private ListIssuer() {}

    /** @throws RevocationUnknownException when it begins as no CRL does */
    static X500Principal of(byte[] list) throws RevocationUnknownException {
        try {
            ASN1SequenceParser fields =
                    sequence(sequence(new ASN1StreamParser(list).readObject()).readObject());
            ASN1Encodable first = fields.readObject();
            // The version is there in version 2 alone; the signature's algorithm follows.
            sequence(first instanceof ASN1Integer ? fields.readObject() : first).toASN1Primitive();
            return new X500Principal(
                    sequence(fields.readObject()).toASN1Primitive().getEncoded());
        } catch (IOException | RuntimeException malformed) {
            throw new RevocationUnknownException("what came is no CRL");
        }
    }

    private static ASN1SequenceParser sequence(ASN1Encodable value) throws IOException {
        if (value instanceof ASN1SequenceParser sequence) {
            return sequence;
        }
        throw new IOException("no sequence");
    }
}
