package org.sealpost.demo.mailbox;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Where the mailbox listens and what it can decrypt.
 *
 * @param host address or name of both listeners
 * @param smtpPort 0 for any free one
 * @param httpPort 0 for any free one
 * @param tls offered by STARTTLS; absent: mail comes in clear
 * @param keys of recipients whose encrypted messages are shown decrypted, too
 */
public record MailboxSettings(
        String host, int smtpPort, int httpPort, Optional<Supplier<SSLContext>> tls, RecipientKeys keys) {}
