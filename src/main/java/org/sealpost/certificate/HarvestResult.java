package org.sealpost.certificate;

/** What became of the certificates of signed mail. */
public enum HarvestResult {
    /** One at least is on record from now on, and may be used. */
    ADDED,
    /** They were on record before, and may be used. */
    KNOWN,
    /** The key is another than the one that is known and valid: a person has to confirm it before it is used. */
    KEY_CHANGED,
    /** None may be used for encryption, as one that is not trusted, or that only signs; no certificate was stored. */
    NOT_USABLE,
    /** The signer's certificate does not name the sender; nothing was stored. */
    OTHER_ADDRESS
}
