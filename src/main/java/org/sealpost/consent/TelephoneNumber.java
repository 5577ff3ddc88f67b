package org.sealpost.consent;

import org.sealpost.mail.IdentifierKey;

/** What is taken for a telephone number: a code can be sent to it, and a message that has it identifies the patient. */
public final class TelephoneNumber {

    private TelephoneNumber() {}

    /** Whether a text is one, such as +1 555 555 0142. */
    public static boolean isOne(String text) {
        return text.matches("[+0-9() ./-]{7,30}") && IdentifierKey.phone(text).isPresent();
    }
}
