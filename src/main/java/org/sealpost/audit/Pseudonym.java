package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.re2j.Pattern;

/**
 * Stands for an address in events and logs. Without the key no one can tell the address, nor test a guess; within a
 * practice the same address always has the same pseudonym, and in another practice another.
 *
 * @param value 32 hexadecimal digits: 128 bits of an HMAC-SHA-256
 */
public record Pseudonym(@JsonValue String value) {

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException when it is none */
    @JsonCreator
    public Pseudonym {
        if (!SYNTAX.matches(value)) {
            throw new IllegalArgumentException("a pseudonym has 32 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
