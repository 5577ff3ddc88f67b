package org.sealpost.keys;

import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Whose mail a key is for: one address, all of a domain, or all of the practice.
 *
 * @param value the address or the domain as look-ups have it, or {@code *}
 */
public record KeyOwner(String value) {

    private static final String EVERYONE = "*";

    /** All of the practice. */
    static final KeyOwner PRACTICE = new KeyOwner(EVERYONE);

    /** Reads {@code a@practice.example}, {@code practice.example} or {@code *}. */
    public static KeyOwner parse(String text) throws InvalidMailboxException {
        if (text.equals(EVERYONE)) {
            return PRACTICE;
        }
        return text.indexOf('@') >= 0 ? of(Mailbox.parse(text)) : of(Domain.parse(text));
    }

    static KeyOwner of(Mailbox mailbox) {
        return new KeyOwner(mailbox.lookupKey());
    }

    static KeyOwner of(Domain domain) {
        return new KeyOwner(domain.toAscii());
    }

    /** The owners whose key a sender's mail may have, the nearest first. */
    static List<KeyOwner> candidates(Mailbox sender) {
        return List.of(of(sender), of(sender.domain()), PRACTICE);
    }

    /** The domain of the address, or the domain itself; absent for all of the practice. */
    public Optional<Domain> domain() {
        if (isPractice()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Domain.parse(value.substring(value.indexOf('@') + 1)));
        } catch (InvalidMailboxException neverMade) {
            throw new IllegalStateException(neverMade);
        }
    }

    /** Whether it is one person's or desk's address. */
    public boolean isAddress() {
        return value.indexOf('@') >= 0;
    }

    /** Whether it is all of the practice. */
    public boolean isPractice() {
        return value.equals(EVERYONE);
    }

    @Override
    public String toString() {
        return value;
    }
}
