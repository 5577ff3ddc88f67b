package org.sealpost.certificate;

import java.net.URI;

/** Asks a URL that a certificate names. */
interface Fetch {

    /** Asks nobody. */
    Fetch NOBODY = new Fetch() {
        @Override
        public byte[] get(URI url, int most) throws RevocationUnknownException {
            throw new RevocationUnknownException("nobody is asked");
        }

        @Override
        public byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException {
            throw new RevocationUnknownException("nobody is asked");
        }
    };

    /**
     * Gets what is there.
     *
     * @param most octets of it
     * @throws RevocationUnknownException within seconds, when it may not be asked, does not answer, or is too large
     */
    byte[] get(URI url, int most) throws RevocationUnknownException;

    /**
     * Posts a question.
     *
     * @param most octets of the answer
     * @throws RevocationUnknownException within seconds, when it may not be asked, does not answer, or is too large
     */
    byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException;
}
