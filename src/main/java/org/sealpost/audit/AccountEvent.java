package org.sealpost.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * By which accounts servers and devices sign in to hand mail over. No event holds a password or what proves one; a login,
 * a sender or a certificate's name that is an address stands by its pseudonym.
 */
public sealed interface AccountEvent extends EventData {

    /** Which account. */
    Name account();

    /** Who did it. */
    Actor by();

    /**
     * An account's names.
     *
     * @param id what {@code access.signed-in} calls it, after {@code account:}
     * @param login empty when it looks like an address
     * @param address the pseudonym of a login that is one
     */
    record Name(UUID id, Optional<String> login, Optional<Pseudonym> address) {}

    /**
     * The client certificates that stand for an account; one of the three is there.
     *
     * @param fingerprint SHA-256 of the only one, hex
     * @param name a DNS name, of every one that carries it
     * @param address an e-mail address, of every one that carries it
     */
    record Certificate(Optional<String> fingerprint, Optional<String> name, Optional<Pseudonym> address) {}

    /**
     * It was made, with a password.
     *
     * @param domains that it may send as
     * @param addresses that it may send as; with no domains either: whatever its practice may
     */
    record Added(
            Name account, List<String> domains, List<Pseudonym> addresses, Optional<Certificate> certificate, Actor by)
            implements AccountEvent {
        public Added {
            domains = List.copyOf(domains);
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * It has a new password, and the old one is worth nothing.
     *
     * @param enabled whether it was disabled before and may sign in again by this
     */
    record PasswordReset(Name account, boolean enabled, Actor by) implements AccountEvent {}

    /**
     * Another client certificate stands for it, or none.
     *
     * @param certificate empty when none does from now on
     */
    record CertificateChanged(Name account, Optional<Certificate> certificate, Actor by) implements AccountEvent {}

    /** It may not sign in any more. */
    record Disabled(Name account, Actor by) implements AccountEvent {}
}
