package org.sealpost.smtp.server.auth;

import java.util.Optional;

/**
 * What proves a password without holding it (RFC 5802 section 3).
 *
 * @param account whom a right proof stands for; absent for a login that does not exist or may not sign in, for which no
 *     proof is right
 * @param iterations of PBKDF2
 */
public record ScramCredential(
        Optional<AccountName> account, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    /** Without the keys. */
    @Override
    public String toString() {
        return "ScramCredential[]";
    }
}
