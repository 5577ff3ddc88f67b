package org.sealpost.smtp;

import java.util.Optional;

/**
 * One parameter of MAIL or RCPT, such as {@code SIZE=1000} or {@code SMTPUTF8} (RFC 5321 section 4.1.2, values in UTF-8
 * as RFC 6531 allows).
 *
 * @param keyword in upper case
 * @param value what stands behind the equals sign, if there is one
 */
public record Parameter(String keyword, Optional<String> value) {

    /** @throws IllegalArgumentException when it is none by the grammar; so none can carry a command or a second one */
    public Parameter {
        keyword = Keyword.upper(keyword);
        if (!isKeyword(keyword) || !value.map(Parameter::isValue).orElse(true)) {
            throw new IllegalArgumentException("not a parameter of an SMTP command");
        }
    }

    /** A parameter without a value. */
    public static Parameter of(String keyword) {
        return new Parameter(keyword, Optional.empty());
    }

    /** A parameter with a value. */
    public static Parameter of(String keyword, String value) {
        return new Parameter(keyword, Optional.of(value));
    }

    /**
     * Reads a parameter.
     *
     * @throws IllegalArgumentException when it is none by the grammar
     */
    public static Parameter parse(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? of(text) : of(text.substring(0, equals), text.substring(equals + 1));
    }

    /** As it stands in a command. */
    @Override
    public String toString() {
        return keyword + value.map(text -> "=" + text).orElse("");
    }

    private static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static boolean isValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '=' && (c < 0x7f || c > 0x9f));
    }
}
