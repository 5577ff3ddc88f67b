package org.sealpost.smime;

import java.security.PrivateKey;

/**
 * Stands for a private key that is the practice's and cannot be used now: what was encrypted for its certificate waits,
 * instead of being taken for somebody else's.
 */
public final class AwayKey implements PrivateKey {

    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
        return "away";
    }

    @Override
    public String getFormat() {
        return "none";
    }

    @Override
    public byte[] getEncoded() {
        return new byte[0];
    }
}
