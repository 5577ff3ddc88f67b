package org.sealpost.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of a practice's rules, as lists show it.
 *
 * @param number counts from 1 in each practice
 * @param sha256 of the text, hex
 * @param author who made it: a person or token by its id, or {@code rules-file@HOST}
 * @param restores the older version whose text it has again
 * @param reason why that was brought back
 */
public record RulesVersion(
        long number,
        String sha256,
        Instant createdAt,
        String author,
        Optional<Long> restores,
        Optional<String> reason) {

    /** What the author of a version that came from the rules file begins with. */
    static final String FILE = "rules-file";

    /** Whether it came from the rules file, and not from a person. */
    boolean fromFile() {
        return author.startsWith(FILE);
    }
}
