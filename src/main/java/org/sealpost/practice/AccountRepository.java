package org.sealpost.practice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/** The table of accounts. Only signing in asks for an account without a practice: it is what tells the practice. */
@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<AccountRow, UUID> {

    private static final String TAKEN_MEANWHILE =
            "The login or the certificate became another account's at the same moment: look at the accounts first.";

    private final AccountChanges changes;

    AccountRepository(AccountChanges changes) {
        this.changes = changes;
    }

    @Transactional
    List<Account> all(PracticeId practice) {
        return list("practice", Sort.by("login"), practice.value()).stream()
                .map(AccountRow::account)
                .toList();
    }

    /** The account of a login, whosever it is. */
    @Transactional
    Optional<Account> signingIn(Login login) {
        return find("login", login.value()).firstResultOptional().map(AccountRow::account);
    }

    /** The account that stands for the very certificate, else for one of the names in it. */
    @Transactional
    Optional<Account> signingIn(String fingerprint, List<String> names) {
        List<AccountRow> found = list(
                "certificateFingerprint = :fingerprint OR certificateName IN :names",
                Parameters.with("fingerprint", fingerprint).and("names", names));
        Optional<AccountRow> exact = found.stream()
                .filter(row -> fingerprint.equals(row.certificateFingerprint))
                .findFirst();
        // Two names that stand for two accounts do not say which it is.
        return exact.or(() -> found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty())
                .map(AccountRow::account);
    }

    /**
     * Adds an account, with an event in the same transaction.
     *
     * @throws IllegalArgumentException in one sentence, when the login or the certificate is another account's
     */
    @Transactional
    void add(Account account, Actor by) {
        if (signingIn(account.login()).isPresent()) {
            throw new IllegalArgumentException("The login is taken: choose another, or reset that account.");
        }
        refuseCertificateOfAnother(account);
        persist(AccountRow.of(account));
        Claim.write(this, TAKEN_MEANWHILE);
        changes.added(account, by);
    }

    /**
     * Changes an account of the practice, if it has such a one, with an event in the same transaction.
     *
     * @throws IllegalArgumentException in one sentence, when the certificate is another account's
     */
    @Transactional
    Optional<Account> change(PracticeId practice, Login login, Change change, Actor by) {
        Optional<AccountRow> row = find(
                        "practice = :practice AND login = :login",
                        Parameters.with("practice", practice.value()).and("login", login.value()))
                .firstResultOptional();
        return row.map(known -> {
            Account before = known.account();
            Account changed = change.apply(before);
            refuseCertificateOfAnother(changed);
            known.take(changed);
            Claim.write(this, TAKEN_MEANWHILE);
            changes.changed(before, changed, by);
            return changed;
        });
    }

    /** What changes about an account. */
    @FunctionalInterface
    interface Change {
        Account apply(Account account);
    }

    private void refuseCertificateOfAnother(Account account) {
        boolean taken = account.certificate().isPresent()
                && switch (account.certificate().get()) {
                    case AccountCertificate.ByFingerprint(String sha256) ->
                        count("certificateFingerprint = ?1 AND id <> ?2", sha256, account.id()) > 0;
                    case AccountCertificate.ByName(String name) ->
                        count("certificateName = ?1 AND id <> ?2", name, account.id()) > 0;
                };
        if (taken) {
            throw new IllegalArgumentException(
                    "The certificate stands for another account: take it from that one first.");
        }
    }
}
