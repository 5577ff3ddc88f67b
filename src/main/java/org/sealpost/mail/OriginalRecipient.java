package org.sealpost.mail;

/**
 * The address that the sender used first, before anyone on the way changed it: the ORCPT parameter of RCPT (RFC 3461
 * section 4.2). It is only handed on and given back; mail is never sent to it.
 *
 * @param addressType such as {@code rfc822}, or {@code utf-8} (RFC 6533), in lower case
 * @param address decoded, without control characters; ASCII unless the type is {@code utf-8}
 */
public record OriginalRecipient(String addressType, String address) {

    /** The type of addresses beyond ASCII. */
    public static final String UTF_8 = "utf-8";

    /** @throws IllegalArgumentException when no notification could carry it */
    public OriginalRecipient {
        boolean type = !addressType.isEmpty()
                && addressType.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        boolean printable = address.codePoints().noneMatch(Character::isISOControl);
        boolean ascii = Characters.areAscii(address);
        if (!type || address.isEmpty() || !printable || (!ascii && !addressType.equals(UTF_8))) {
            throw new IllegalArgumentException("not an original recipient");
        }
    }
}
