package org.sealpost.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Writes lists of revoked certificates (RFC 5280 section 5). */
final class RevocationListWriter {

    /** How long a reader may go by a list; a new one is made whenever one is fetched. */
    private static final Duration HOLDS = Duration.ofDays(7);

    private RevocationListWriter() {}

    static byte[] write(X509Certificate authority, Collection<IssuedCertificateRow> revoked, ContentSigner signer)
            throws GeneralSecurityException, IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        X509v2CRLBuilder list = new JcaX509v2CRLBuilder(authority, Date.from(now));
        list.setNextUpdate(Date.from(now.plus(HOLDS)));
        for (IssuedCertificateRow row : revoked) {
            Instant at = row.revokedAt;
            if (at != null) {
                list.addCRLEntry(row.number(), Date.from(at), CRLReason.unspecified);
            }
        }
        list.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority));
        // It only has to grow (section 5.2.3).
        list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
        return list.build(signer).getEncoded();
    }
}
