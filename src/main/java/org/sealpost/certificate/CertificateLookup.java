package org.sealpost.certificate;

import org.sealpost.mail.Mailbox;

/** A place outside where certificates are looked for. */
interface CertificateLookup {

    /** Which of the sources of the settings it belongs to. */
    CertificateSource source();

    /** In words, such as {@code the LDAP server ldap.example.org}; for reasons. */
    String place();

    /** What it asks for, as it stands in the question: for mailboxes of which it is the same, the answer is. */
    default String question(Mailbox mailbox) {
        return mailbox.lookupKey();
    }

    /**
     * Looks there now, and waits for the answer.
     *
     * @return never an exception for what a server does
     */
    LookupAnswer find(Mailbox mailbox);
}
