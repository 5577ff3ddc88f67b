package org.sealpost.inspect;

/**
 * Something that was found, in the one form in which it can be compared.
 *
 * @param value name: {@link org.sealpost.mail.PersonName#key}, or a title and the family name; SSN, phone and fax: digits
 *     only (ten of a full telephone number, else seven); numbers that may hold letters: capital letters and digits; date
 *     of birth and of care: {@code 1962-03-14}, {@code 1962-03} of a month, without a year as it is written;
 *     addresses in lower case; diagnosis code: upper case with its decimal point; what dictionaries hold: in lower case, a result with its value
 */
public record Identifier(PhiKind kind, String value) {

    /** The kind only: the value is health information and must not reach a log. */
    @Override
    public String toString() {
        return "Identifier[" + kind.key() + "]";
    }
}
