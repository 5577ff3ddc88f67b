package org.sealpost.practice;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.AccountEvent;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Records changes of accounts, each in the transaction of the change. What changed nothing is no event. */
@Singleton
final class AccountChanges {

    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    AccountChanges(AuditLog audit, Pseudonyms pseudonyms) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    void added(Account account, Actor by) {
        List<SenderScope> scopes =
                account.senderTexts().stream().map(SenderScope::parse).toList();
        append(
                account,
                new AccountEvent.Added(
                        name(account),
                        scopes.stream()
                                .filter(SenderScope.WholeDomain.class::isInstance)
                                .map(SenderScope::text)
                                .toList(),
                        scopes.stream()
                                .filter(SenderScope.Address.class::isInstance)
                                .map(SenderScope.Address.class::cast)
                                .map(scope -> pseudonyms.of(account.practice(), scope.mailbox()))
                                .toList(),
                        certificate(account),
                        by));
    }

    void changed(Account before, Account after, Actor by) {
        if (!before.verifier().equals(after.verifier())) {
            append(after, new AccountEvent.PasswordReset(name(after), before.disabled() && !after.disabled(), by));
        }
        if (!before.certificate().equals(after.certificate())) {
            append(after, new AccountEvent.CertificateChanged(name(after), certificate(after), by));
        }
        if (!before.disabled() && after.disabled()) {
            append(after, new AccountEvent.Disabled(name(after), by));
        }
    }

    private void append(Account account, AccountEvent event) {
        audit.append(List.of(AuditEvent.of(account.practice(), event)));
    }

    private AccountEvent.Name name(Account account) {
        String login = account.login().value();
        return new AccountEvent.Name(account.id(), clear(login), address(account.practice(), login));
    }

    private Optional<AccountEvent.Certificate> certificate(Account account) {
        return account.certificate().map(certificate -> switch (certificate) {
            case AccountCertificate.ByFingerprint(String sha256) ->
                new AccountEvent.Certificate(Optional.of(sha256), Optional.empty(), Optional.empty());
            case AccountCertificate.ByName(String name) ->
                new AccountEvent.Certificate(Optional.empty(), clear(name), address(account.practice(), name));
        });
    }

    /** What looks like an address stands in no event, even if it is none. */
    private static Optional<String> clear(String name) {
        return name.contains("@") ? Optional.empty() : Optional.of(name);
    }

    private Optional<Pseudonym> address(PracticeId practice, String name) {
        if (!name.contains("@")) {
            return Optional.empty();
        }
        try {
            return Optional.of(pseudonyms.of(practice, Mailbox.parse(name)));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }
}
