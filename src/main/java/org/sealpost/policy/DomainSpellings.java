package org.sealpost.policy;

import java.net.IDN;
import java.util.Optional;

/**
 * Domains beyond ASCII in conditions: mail comes with either spelling of one (RFC 5890 section 2.3.2.1: U-labels, and the
 * A-labels that DNS knows), and a text is one of them only. A list has both.
 */
final class DomainSpellings {

    private DomainSpellings() {}

    /**
     * A clause that says that the domain in a text has another spelling, which the condition does not ask for.
     *
     * @param field that the text is compared with
     * @param condition the whole of it, as it was written
     */
    static Optional<String> missing(String field, String text, String condition) {
        return domain(field, text)
                .flatMap(DomainSpellings::other)
                .filter(other -> !condition.contains(other))
                .map(other -> field + " may be spelt \"" + other
                        + "\" as well: ask for that, too, or put the domain into a list, which has both");
    }

    /** What of a text is a domain, or the end of one. */
    private static Optional<String> domain(String field, String text) {
        if (AddressForm.DOMAINS.contains(field)) {
            return Optional.of(text);
        }
        // Without the sign it may be of the local part, which has one spelling.
        return AddressForm.ADDRESSES.contains(field) && text.contains("@")
                ? Optional.of(text.substring(text.lastIndexOf('@') + 1))
                : Optional.empty();
    }

    private static Optional<String> other(String domain) {
        String dot = domain.startsWith(".") ? "." : "";
        String name = domain.substring(dot.length());
        try {
            String ascii = name.isEmpty() ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
            String other = ascii.equals(name) ? IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED) : ascii;
            return other.equals(name) ? Optional.empty() : Optional.of(dot + other);
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }
}
