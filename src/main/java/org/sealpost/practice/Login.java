package org.sealpost.practice;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * The name by which an account signs in, in lower case. It may look like an address and is none: nothing is sent to it.
 *
 * @param value 1 to 64 letters, digits and {@code . _ @ + -}
 */
public record Login(String value) {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

    /** @throws IllegalArgumentException in one sentence, when it is none */
    public Login {
        if (!SYNTAX.matches(value)) {
            throw new IllegalArgumentException("A login has 1 to 64 letters, digits and . _ @ + -, and starts with a"
                    + " letter or digit: choose another.");
        }
    }

    /**
     * Reads a login, in any case.
     *
     * @throws IllegalArgumentException in one sentence, when it is none
     */
    public static Login parse(String text) {
        return new Login(text.toLowerCase(Locale.ROOT));
    }

    /** The login that a client claims, which may be anything. */
    public static Optional<Login> find(String claimed) {
        String lower = claimed.toLowerCase(Locale.ROOT);
        return SYNTAX.matches(lower) ? Optional.of(new Login(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
