package org.sealpost.practice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;

/**
 * Someone or something that signs in to hand mail over for a practice.
 *
 * @param id names it in events, where the login might be an address
 * @param certificate that stands for it beside its password
 * @param senders what it may send as; none: all that its practice may
 * @param disabled whether it may not sign in
 */
public record Account(
        UUID id,
        PracticeId practice,
        Login login,
        PasswordVerifier verifier,
        Optional<AccountCertificate> certificate,
        Set<SenderScope> senders,
        boolean disabled,
        Instant created) {

    public Account {
        senders = Set.copyOf(senders);
    }

    /** Whether it may use this reverse path, as far as it goes: its practice must be allowed to, too. */
    public boolean maySendAs(ReversePath from) {
        return from.mailbox().map(this::maySendAs).orElse(true);
    }

    /** The same of an address in a header. */
    public boolean maySendAs(Mailbox sender) {
        return senders.isEmpty() || senders.stream().anyMatch(scope -> scope.covers(sender));
    }

    Account with(PasswordVerifier other) {
        return new Account(id, practice, login, other, certificate, senders, disabled, created);
    }

    Account with(boolean nowDisabled) {
        return new Account(id, practice, login, verifier, certificate, senders, nowDisabled, created);
    }

    Account with(Optional<AccountCertificate> other) {
        return new Account(id, practice, login, verifier, other, senders, disabled, created);
    }

    /** What it may send as, in order. */
    public List<String> senderTexts() {
        return senders.stream()
                .map(SenderScope::text)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
