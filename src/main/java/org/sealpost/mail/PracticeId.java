package org.sealpost.mail;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * The practice that something belongs to. Every table, setting and query carries one, and no query crosses it.
 *
 * @param value 1 to 63 lower-case letters, digits and hyphens
 */
public record PracticeId(String value) {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The one practice of a new installation. */
    public static final PracticeId DEFAULT = new PracticeId("default");

    /** @throws IllegalArgumentException when the value is no practice id */
    public PracticeId {
        if (!SYNTAX.matches(value)) {
            throw new IllegalArgumentException(
                    "a practice's id has 1 to 63 lower-case letters, digits and hyphens, and starts with no hyphen");
        }
    }

    /** What a text names; nothing when it is no practice id. */
    public static Optional<PracticeId> parse(String text) {
        return SYNTAX.matches(text) ? Optional.of(new PracticeId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
