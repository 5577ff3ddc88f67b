package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.RuntimeOperatorException;

/** Signs once with the key of an identity, by the provider that can use it: a token's, or the JDK's. */
final class KeySigner extends OutputStream implements ContentSigner {

    private final AlgorithmIdentifier algorithm;
    private final Signature signature;

    KeySigner(SmimeIdentity identity, SignatureScheme scheme) throws GeneralSecurityException {
        this.algorithm = scheme.algorithm();
        this.signature = scheme.start(identity.key(), identity.provider());
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
        return this;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            signature.update(octets, offset, length);
        } catch (SignatureException fault) {
            throw new IOException(fault);
        }
    }

    @Override
    public byte[] getSignature() {
        try {
            return signature.sign();
        } catch (SignatureException fault) {
            throw new RuntimeOperatorException("the key does not sign", fault);
        }
    }
}
