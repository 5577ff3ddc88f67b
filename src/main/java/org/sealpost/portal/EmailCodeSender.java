package org.sealpost.portal;

/**
 * Sends codes by e-mail. The gateway implements it over its queue, with the text of {@link CodeMail}, which holds no
 * health information. It is asked only where the practice allows codes by e-mail.
 */
public interface EmailCodeSender extends CodeSender {

    /** Every notice went to a mailbox, so a code can go there too. */
    @Override
    default boolean reaches(CodeAddressee addressee) {
        return addressee.practice().codeByEmail();
    }
}
