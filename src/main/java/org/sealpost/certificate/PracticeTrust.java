package org.sealpost.certificate;

import org.sealpost.mail.PracticeId;

/**
 * Whom a practice trusts.
 *
 * @param anchors the authorities of the installation and its own
 * @param lists CRLs that it was given
 */
record PracticeTrust(TrustAnchors anchors, GivenLists lists) {

    /** Knows it of every practice. */
    @FunctionalInterface
    interface Source {
        PracticeTrust of(PracticeId practice);
    }
}
