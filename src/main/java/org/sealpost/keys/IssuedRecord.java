package org.sealpost.keys;

import java.security.cert.X509Certificate;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/** Where recipients' certificates are on record, so that mail is encrypted for what the internal authority issued. */
public interface IssuedRecord {

    /** Puts one on record as trusted, in the caller's transaction. */
    void add(PracticeId practice, X509Certificate certificate, Actor by);

    /** Ends its use, in the caller's transaction; nothing, when it is not on record. */
    void revoke(PracticeId practice, String fingerprint, String reason, Actor by);
}
