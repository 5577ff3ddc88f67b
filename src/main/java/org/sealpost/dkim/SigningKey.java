package org.sealpost.dkim;

import java.security.PrivateKey;
import java.util.UUID;

/**
 * A key in use, opened and parsed once.
 *
 * @param domain as DNS knows it
 */
record SigningKey(UUID id, String domain, String selector, DkimAlgorithm algorithm, PrivateKey key) {

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningKey[" + selector + "._domainkey." + domain + "]";
    }
}
