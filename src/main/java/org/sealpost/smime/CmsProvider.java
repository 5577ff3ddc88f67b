package org.sealpost.smime;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The provider for what the JDK's own ones lack: the key derivations of CMS (RFC 5753). Bulk ciphers and hashes are left
 * to the JDK, which does them with the processor's own instructions.
 */
final class CmsProvider {

    /** An instance of our own leaves the JVM's list of providers alone. */
    private static final Provider INSTANCE = new BouncyCastleProvider();

    private CmsProvider() {}

    static Provider get() {
        return INSTANCE;
    }
}
