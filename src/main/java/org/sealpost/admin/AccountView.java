package org.sealpost.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.practice.Account;
import org.sealpost.practice.AccountCertificate;
import org.sealpost.practice.NewAccount;

/** An account as the API shows it. */
public record AccountView(
        String login,

        @Schema(description = "Addresses and domains that it may send as; none: all of the practice's.")
        List<String> senders,

        Optional<String> certificate,
        boolean disabled,
        Instant created,

        @Schema(description = "Only when it was just made: nothing keeps it.")
        Optional<String> password) {

    static AccountView of(Account account) {
        return of(account, Optional.empty());
    }

    static AccountView of(NewAccount made) {
        return of(made.account(), Optional.of(new String(made.password())));
    }

    private static AccountView of(Account account, Optional<String> password) {
        return new AccountView(
                account.login().value(),
                account.senderTexts(),
                account.certificate().map(AccountView::text),
                account.disabled(),
                account.created(),
                password);
    }

    private static String text(AccountCertificate certificate) {
        return switch (certificate) {
            case AccountCertificate.ByFingerprint(String sha256) -> sha256;
            case AccountCertificate.ByName(String name) -> name;
        };
    }
}
