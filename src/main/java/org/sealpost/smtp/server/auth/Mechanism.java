package org.sealpost.smtp.server.auth;

import java.util.Optional;
import org.sealpost.smtp.Keyword;

/** The SASL mechanisms that the server speaks, the strongest first. All of them under TLS only. */
public enum Mechanism {
    /** A client certificate (RFC 4422 appendix A). */
    EXTERNAL("EXTERNAL"),
    /** A password that is proven without being sent, bound to this very TLS connection (RFC 7677). */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
    /** A password that is proven without being sent (RFC 5802, RFC 7677). */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** Login and password in one message (RFC 4616). */
    PLAIN("PLAIN"),
    /** The same in two, for clients that know nothing else (draft-murchison-sasl-login). */
    LOGIN("LOGIN");

    private final String key;

    Mechanism(String key) {
        this.key = key;
    }

    /** The registered name. */
    public String key() {
        return key;
    }

    /** The mechanism of a name in any case, if it is one of these. */
    public static Optional<Mechanism> find(String name) {
        for (Mechanism mechanism : values()) {
            if (Keyword.isSame(mechanism.key, name)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
