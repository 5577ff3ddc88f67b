package org.sealpost.policy;

import org.sealpost.mail.Mailbox;

/**
 * An address as people and certificates are looked up by it: the same for all ways in which someone may write it
 * ({@link Mailbox#lookupKey}).
 */
public record AddressKey(String value) {

    public static AddressKey of(Mailbox mailbox) {
        return new AddressKey(mailbox.lookupKey());
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "AddressKey[]";
    }
}
