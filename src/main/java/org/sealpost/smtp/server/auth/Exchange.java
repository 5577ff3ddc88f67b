package org.sealpost.smtp.server.auth;

import java.time.Duration;
import java.util.Optional;

/** One attempt at signing in, octets without their base64. Used by one connection, until a step is the last. */
public interface Exchange {

    /**
     * The next step.
     *
     * @param response what the client sent; absent at the start when AUTH came without an initial response
     */
    Step next(Optional<byte[]> response);

    /** What the server does next. */
    sealed interface Step {

        /** It asks for another response. */
        record Challenge(byte[] octets) implements Step {}

        /** The account is proven. */
        record Proven(AccountName account) implements Step {}

        /**
         * The proof is wrong. The client is told nothing but that.
         *
         * @param delay how long the reply waits, which makes guessing slow
         */
        record Wrong(Duration delay) implements Step {}

        /** The response does not follow the mechanism's grammar. */
        record Malformed() implements Step {}

        /** Too many proofs have failed from there or for that login: this one was not looked at. */
        record TooMany() implements Step {}
    }
}
