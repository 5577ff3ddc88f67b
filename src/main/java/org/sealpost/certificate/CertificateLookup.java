package org.sealpost.certificate;

import org.sealpost.mail.Mailbox;

/** A place outside where certificates are looked for. */
interface CertificateLookup {

    /** Which of the sources of the settings it belongs to. */
    CertificateSource source();

    /** In words, such as {@code the LDAP server ldap.example.org}; for reasons. */
    String place();

    /**
     * Looks there now, and waits for the answer.
     *
     * @return never an exception for what a server does
     */
    LookupAnswer find(Mailbox mailbox);
}
