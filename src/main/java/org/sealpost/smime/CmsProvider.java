package org.sealpost.smime;

import java.security.Provider;
import org.sealpost.cryptography.Cryptography;

/**
 * The provider for what the JDK's own ones lack: the key derivations of CMS (RFC 5753). Bulk ciphers and hashes are left
 * to the JDK, which does them with the processor's own instructions.
 */
final class CmsProvider {

    private CmsProvider() {}

    static Provider get() {
        return Cryptography.provider();
    }
}
