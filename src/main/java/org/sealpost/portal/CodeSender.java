package org.sealpost.portal;

/** A way in which a one-time code reaches a patient. Called outside of any transaction, on a virtual thread. */
public interface CodeSender {

    /** Whether this way leads to the patient. */
    boolean reaches(CodeAddressee addressee);

    /**
     * Sends a code, or gives it to something that will.
     *
     * @throws CodeNotSentException when it certainly was not sent
     */
    void send(CodeAddressee addressee, OneTimeCode code) throws CodeNotSentException;
}
