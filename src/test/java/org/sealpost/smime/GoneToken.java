package org.sealpost.smime;

import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;

/**
 * A token that went away after its key was opened, as SunPKCS11 tells it: taking the handle asks the token nothing, and
 * the first word to it fails.
 */
final class GoneToken extends Provider {

    private static final long serialVersionUID = 1;

    GoneToken() {
        super("GoneToken", "1", "for tests");
        putService(new Service(this, "KeyAgreement", "ECDH", Agreement.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return new Agreement();
            }
        });
    }

    private static final class Agreement extends KeyAgreementSpi {

        @Override
        protected void engineInit(Key key, SecureRandom random) {
            // A handle only.
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
            // A handle only.
        }

        @Override
        protected Key engineDoPhase(Key key, boolean last) {
            return null;
        }

        @Override
        protected byte[] engineGenerateSecret() {
            throw new ProviderException("Could not derive key");
        }

        @Override
        protected int engineGenerateSecret(byte[] secret, int offset) {
            throw new ProviderException("Could not derive key");
        }

        @Override
        protected SecretKey engineGenerateSecret(String algorithm) {
            throw new ProviderException("Could not derive key");
        }
    }
}
