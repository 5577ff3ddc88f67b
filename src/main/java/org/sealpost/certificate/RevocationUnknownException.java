package org.sealpost.certificate;

/** Revocation could not be learnt from one place. The text is why, in words that end the sentence "revocation unknown: ". */
final class RevocationUnknownException extends Exception {

    private static final long serialVersionUID = 1L;

    RevocationUnknownException(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
