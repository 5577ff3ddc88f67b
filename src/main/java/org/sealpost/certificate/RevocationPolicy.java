package org.sealpost.certificate;

/**
 * What follows when it cannot be learnt whether a certificate was revoked. One that is known to be revoked is never
 * used, but for {@link #OFF}.
 */
public enum RevocationPolicy {

    /** It is not used. */
    REQUIRED,

    /** It is not used if it names a place to ask; one that names none is used, as private authorities issue them. */
    OFFERED,

    /** It is used. */
    SOFT,

    /** Nobody is asked. */
    OFF;

    /** This one, or the other if that is milder. */
    RevocationPolicy atMost(RevocationPolicy other) {
        return compareTo(other) < 0 ? other : this;
    }
}
