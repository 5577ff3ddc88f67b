package org.sealpost.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that is wanted.
 *
 * @param name common name of the certificate's subject; the owner when missing
 * @param inToken whether it is made in the token, and so never leaves it
 * @param from when it begins to sign; at once when missing
 */
public record NewKey(
        KeyOwner owner,
        Optional<String> name,
        KeyAlgorithm algorithm,
        KeyIssuer issuer,
        boolean inToken,
        Optional<Instant> from) {}
