package org.sealpost.certificate;

/** A file of certificates of which nothing was stored. The text is one sentence that says what to do. */
public final class CertificateRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public CertificateRefusedException(String fault) {
        super(fault);
    }
}
