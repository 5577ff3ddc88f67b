package org.sealpost.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;

/**
 * The seam between the library, which writes the canonical header into a JDK signature, and our algorithms: it collects
 * what is signed and signs it at the end. So Ed25519 needs nothing of the library (which knows RSA alone), and a header
 * field that is no UTF-8 is signed in its exact octets: the library writes in UTF-8 the text that we read as ISO-8859-1.
 */
final class CanonicalHeader extends Signature {

    private final DkimAlgorithm signs;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(1024);
    private @Nullable PrivateKey key;

    CanonicalHeader(DkimAlgorithm signs) {
        super(signs.tag());
        this.signs = signs;
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) {
        key = privateKey;
        written.reset();
    }

    @Override
    protected void engineUpdate(byte b) {
        written.write(b);
    }

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) {
        written.write(octets, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        PrivateKey signingKey = key;
        if (signingKey == null) {
            throw new SignatureException("no key was given");
        }
        try {
            return signs.sign(
                    signingKey, written.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException failure) {
            throw new SignatureException("the key does not sign", failure);
        }
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) {
        throw new UnsupportedOperationException("it only signs");
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
        throw new UnsupportedOperationException("it only signs");
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String parameter, Object value) {
        throw new UnsupportedOperationException("it has no parameters");
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String parameter) {
        throw new UnsupportedOperationException("it has no parameters");
    }
}
