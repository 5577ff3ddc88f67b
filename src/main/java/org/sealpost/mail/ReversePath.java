package org.sealpost.mail;

import java.util.Optional;

/** Where notifications about a message go (RFC 5321 section 4.1.2): a mailbox, or the null path {@code <>}. */
public sealed interface ReversePath {

    /** The null path of notifications, for which no notification may ever be made. */
    static ReversePath none() {
        return new Null();
    }

    /** A path to a mailbox. */
    static ReversePath of(Mailbox mailbox) {
        return new Sender(mailbox);
    }

    /** The mailbox, absent for the null path. */
    Optional<Mailbox> mailbox();

    /** The address between the angle brackets, empty for the null path. */
    default String address() {
        return mailbox().map(Mailbox::address).orElse("");
    }

    /** The null path. */
    record Null() implements ReversePath {
        @Override
        public Optional<Mailbox> mailbox() {
            return Optional.empty();
        }
    }

    /** A path to a mailbox. */
    record Sender(Mailbox sender) implements ReversePath {
        @Override
        public Optional<Mailbox> mailbox() {
            return Optional.of(sender);
        }
    }
}
