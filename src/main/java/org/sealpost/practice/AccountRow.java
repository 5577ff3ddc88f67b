package org.sealpost.practice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;

/** An account as the database keeps it. */
@Entity
@Table(name = "account")
class AccountRow {

    @Id
    UUID id = new UUID(0, 0);

    String practice = "";

    String login = "";

    byte[] salt = {};

    int iterations;

    @Column(name = "stored_key")
    byte[] storedKey = {};

    @Column(name = "server_key")
    byte[] serverKey = {};

    @Column(name = "certificate_fingerprint")
    @Nullable
    String certificateFingerprint;

    @Column(name = "certificate_name")
    @Nullable
    String certificateName;

    List<String> senders = List.of();

    boolean disabled;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    static AccountRow of(Account account) {
        AccountRow row = new AccountRow();
        row.id = account.id();
        row.practice = account.practice().value();
        row.login = account.login().value();
        row.createdAt = account.created();
        row.take(account);
        return row;
    }

    /** Takes what may change. */
    void take(Account account) {
        salt = account.verifier().salt();
        iterations = account.verifier().iterations();
        storedKey = account.verifier().storedKey();
        serverKey = account.verifier().serverKey();
        certificateFingerprint = null;
        certificateName = null;
        account.certificate().ifPresent(this::take);
        senders = account.senderTexts();
        disabled = account.disabled();
    }

    private void take(AccountCertificate certificate) {
        switch (certificate) {
            case AccountCertificate.ByFingerprint(String sha256) -> certificateFingerprint = sha256;
            case AccountCertificate.ByName(String name) -> certificateName = name;
        }
    }

    Account account() {
        Optional<AccountCertificate> certificate = Optional.ofNullable(certificateFingerprint)
                .<AccountCertificate>map(AccountCertificate.ByFingerprint::new)
                .or(() -> Optional.ofNullable(certificateName).map(AccountCertificate.ByName::new));
        return new Account(
                id,
                new PracticeId(practice),
                new Login(login),
                new PasswordVerifier(salt, iterations, storedKey, serverKey),
                certificate,
                senders.stream().map(SenderScope::parse).collect(Collectors.toSet()),
                disabled,
                createdAt);
    }
}
