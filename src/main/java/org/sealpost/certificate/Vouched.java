package org.sealpost.certificate;

import java.util.Locale;

/**
 * By what the signature of somebody's mail answers for a certificate of theirs, from the weaker to the stronger. For those
 * that merely lie beside it answers nothing: the certificates of signed-data are not signed (RFC 5652 section 5.1), and
 * anyone on the way could add one.
 */
enum Vouched {

    /** It is by its key. */
    SIGNER,
    /** It asks to be encrypted to it, by SMIMEEncryptionKeyPreference (RFC 8551 section 2.5.3). */
    PREFERRED;

    /** As the database has it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Vouched of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
