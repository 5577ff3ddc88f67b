package org.sealpost.practice;

import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** What an account may send as. */
public sealed interface SenderScope {

    /** One address. */
    record Address(Mailbox mailbox) implements SenderScope {

        @Override
        public boolean covers(Mailbox sender) {
            return sender.lookupKey().equals(mailbox.lookupKey());
        }

        @Override
        public String text() {
            return mailbox.lookupKey();
        }
    }

    /** Every address of one domain, and of none below it. */
    record WholeDomain(Domain domain) implements SenderScope {

        @Override
        public boolean covers(Mailbox sender) {
            return sender.domain().toAscii().equals(domain.toAscii());
        }

        @Override
        public String text() {
            return domain.name();
        }
    }

    /** Whether the address is within it. */
    boolean covers(Mailbox sender);

    /** As it is written: {@code staff@practice.example} or {@code practice.example}. */
    String text();

    /** The domain that it is within. */
    default Domain within() {
        return switch (this) {
            case Address(Mailbox mailbox) -> mailbox.domain();
            case WholeDomain(Domain domain) -> domain;
        };
    }

    /**
     * Reads an address or a domain.
     *
     * @throws IllegalArgumentException in one sentence, when it is neither
     */
    static SenderScope parse(String text) {
        try {
            return text.contains("@") ? new Address(Mailbox.parse(text)) : new WholeDomain(Domain.parse(text));
        } catch (InvalidMailboxException neither) {
            throw new IllegalArgumentException(
                    "What an account may send as is an address or a domain: " + neither.getMessage() + ".", neither);
        }
    }
}
