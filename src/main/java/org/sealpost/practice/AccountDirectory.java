package org.sealpost.practice;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/** Accounts: who they are, and what the practice's staff change about them; each change is an event. */
@Singleton
public final class AccountDirectory {

    /** How long the open connections of an account that was disabled may still hand mail over. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** @param at in nanoseconds by a clock that nobody sets: set back, it would keep a disabled account for as long */
    private record Looked(Account account, long at) {}

    private final AccountRepository repository;
    /** Accounts that have signed in: as many as there are, at most. */
    private final Map<Login, Looked> seen = new ConcurrentHashMap<>();

    AccountDirectory(AccountRepository repository) {
        this.repository = repository;
    }

    /** The account of a login, whosever it is, as it is now: for signing in. */
    public Optional<Account> signingIn(Login login) {
        return repository.signingIn(login);
    }

    /**
     * The account that a client certificate stands for, whosever it is, as it is now: for signing in.
     *
     * @param sha256 the certificate's fingerprint, lower-case hex
     * @param names DNS names and e-mail addresses in it, in lower case
     */
    public Optional<Account> signingIn(String sha256, List<String> names) {
        return repository.signingIn(sha256, names);
    }

    /**
     * The account of a login that has signed in, unless it was disabled since. A connection may hand over many messages,
     * so this is up to two seconds old.
     */
    public Optional<Account> signedIn(Login login) {
        long now = System.nanoTime();
        Looked known = seen.get(login);
        if (known == null || now - known.at() > FRESH.toNanos()) {
            Optional<Account> found = repository.signingIn(login);
            found.ifPresentOrElse(account -> seen.put(login, new Looked(account, now)), () -> seen.remove(login));
            return found.filter(account -> !account.disabled());
        }
        return Optional.of(known.account()).filter(account -> !account.disabled());
    }

    /** Every account of the practice, by login. */
    public List<Account> all(PracticeId practice) {
        return repository.all(practice);
    }

    /**
     * Makes an account with a password of its own.
     *
     * @param senders what it may send as; none: all that its practice may
     * @throws IllegalArgumentException in one sentence, when the login or the certificate is another account's
     */
    public NewAccount add(
            PracticeId practice,
            Login login,
            Set<SenderScope> senders,
            Optional<AccountCertificate> certificate,
            Actor by) {
        char[] password = GeneratedPassword.next();
        Account account = new Account(
                UUID.randomUUID(),
                practice,
                login,
                PasswordVerifier.of(password),
                certificate,
                senders,
                false,
                Instant.now());
        repository.add(account, by);
        return new NewAccount(account, password);
    }

    /** Gives the practice's account a new password, and lets it sign in again if it was disabled. */
    public Optional<NewAccount> reset(PracticeId practice, Login login, Actor by) {
        char[] password = GeneratedPassword.next();
        PasswordVerifier verifier = PasswordVerifier.of(password);
        Optional<NewAccount> changed = change(
                        practice, login, account -> account.with(verifier).with(false), by)
                .map(account -> new NewAccount(account, password));
        if (changed.isEmpty()) {
            Arrays.fill(password, '\0');
        }
        return changed;
    }

    /** Ends the use of the practice's account: by password and by certificate, on every replica within two seconds. */
    public Optional<Account> disable(PracticeId practice, Login login, Actor by) {
        return change(practice, login, account -> account.with(true), by);
    }

    /**
     * Sets the client certificate that stands for the practice's account, or none.
     *
     * @throws IllegalArgumentException in one sentence, when it stands for another account
     */
    public Optional<Account> setCertificate(
            PracticeId practice, Login login, Optional<AccountCertificate> certificate, Actor by) {
        return change(practice, login, account -> account.with(certificate), by);
    }

    private Optional<Account> change(PracticeId practice, Login login, AccountRepository.Change change, Actor by) {
        Optional<Account> changed = repository.change(practice, login, change, by);
        seen.remove(login);
        return changed;
    }
}
