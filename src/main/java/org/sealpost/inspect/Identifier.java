package org.sealpost.inspect;

/**
 * Something that was found, in the one form in which it can be compared.
 *
 * @param value SSN and phone: digits only (ten digits of a full phone number, else seven); medical record number: upper
 *     case letters and digits; date of birth: {@code 1962-03-14}; diagnosis code: upper case with its decimal point
 */
public record Identifier(PhiKind kind, String value) {

    /** The kind only: the value is health information and must not reach a log. */
    @Override
    public String toString() {
        return "Identifier[" + kind.key() + "]";
    }
}
