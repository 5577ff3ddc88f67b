package org.sealpost.smtp.server.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** EXTERNAL (RFC 4422 appendix A): the account that the client's certificate stands for. */
final class ExternalExchange implements Exchange {

    private final Optional<AccountName> account;
    private final Duration delay;

    /** @param delay how long the reply to a failure waits */
    ExternalExchange(Optional<AccountName> account, Duration delay) {
        this.account = account;
        this.delay = delay;
    }

    @Override
    public Step next(Optional<byte[]> response) {
        if (response.isEmpty()) {
            return new Step.Challenge(new byte[0]);
        }
        // An authorization identity may only repeat the account's own name.
        String wanted = new String(response.get(), StandardCharsets.UTF_8);
        return account.filter(own -> wanted.isEmpty() || wanted.equalsIgnoreCase(own.value()))
                .<Step>map(Step.Proven::new)
                .orElseGet(() -> new Step.Wrong(delay));
    }
}
