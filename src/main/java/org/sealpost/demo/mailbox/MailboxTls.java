package org.sealpost.demo.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sealpost.smtp.server.SelfSignedCertificate;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.ServerTls;

/** What the mailbox shows of itself when a client asks for STARTTLS. */
public final class MailboxTls {

    private MailboxTls() {}

    /**
     * A certificate that the mailbox makes for itself at first start: it protects, and proves nothing.
     *
     * @param folder where it is kept
     */
    public static Supplier<SSLContext> selfSigned(Path folder) throws MailboxStartException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        try {
            SelfSignedCertificate.createIfMissing(certificate, key, "localhost");
        } catch (IOException unwritable) {
            throw new MailboxStartException(
                    "The mailbox's certificate cannot be written to " + folder
                            + ": make the folder writable, or set SEALPOST_HOME to another one.",
                    unwritable);
        }
        return of(certificate, key);
    }

    /**
     * A certificate with its key, in PEM.
     *
     * @throws MailboxStartException when they cannot be used
     */
    public static Supplier<SSLContext> of(Path certificate, Path key) throws MailboxStartException {
        try {
            return ServerTls.load(certificate, key);
        } catch (ServerStartException unusable) {
            throw new MailboxStartException(
                    "The mailbox's certificate " + certificate + " and its key cannot be used: remove both files.",
                    unusable);
        }
    }
}
