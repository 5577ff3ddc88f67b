package org.sealpost.smime;

import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** Bouncy Castle's CMS reader, whose ML-KEM, ML-DSA, X25519 and Ed25519 are not the JDK's, which the package writes with. */
final class BouncyCastleReader implements ForeignReader {

    @Override
    public String version() {
        return CmsReader.PROVIDER.getVersionStr().replaceFirst("(\\d+\\.\\d+).*", "$1");
    }

    @Override
    public Optional<RawMessage> decrypt(RawMessage message, TestIdentity recipient) throws Exception {
        return Optional.of(CmsReader.decrypt(message, recipient));
    }

    @Override
    public Optional<RawMessage> verify(RawMessage message, TestIdentity signer, TestIdentity authority)
            throws Exception {
        try {
            if (!ForeignReader.isClear(message)) {
                return Optional.of(CmsReader.verify(message, signer.certificate()));
            }
            byte[] content = ForeignReader.clearParts(message).get("content");
            CmsReader.verify(
                    new CMSSignedData(
                            new CMSProcessableByteArray(content),
                            ForeignReader.clearParts(message).get("signature")),
                    signer.certificate());
            return Optional.of(RawMessage.of(content));
        } catch (CMSException doesNotVerify) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // Nothing of it stays open.
    }
}
