package org.sealpost.smtp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;

/**
 * The TLS side of a listener, from PEM files that may change: a renewed certificate serves new connections without a
 * restart. Files that are wrong change nothing and are complained about, once for each content.
 *
 * <p>One context is used for all connections until the files change, so that clients can resume their sessions.
 * None may begin a handshake anew within a session of TLS 1.2 (RFC 5246 section 7.4.1.1), in the whole program.
 */
public final class ServerTls implements Supplier<SSLContext> {

    private static final Logger LOG = Logger.getLogger(ServerTls.class);

    static {
        // A client may not ask for a new handshake within a session: each costs the server far more than the client.
        // The JDK has no such setting of a context or a socket; it reads this once, before its first handshake.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final Path certificate;
    private final Path key;
    private final Optional<ClientTrust> clients;
    private final Duration checkEvery;
    private byte[] seen;
    private SSLContext context;
    private long checkedAt;

    private ServerTls(
            Path certificate,
            Path key,
            Optional<ClientTrust> clients,
            Duration checkEvery,
            byte[] seen,
            SSLContext context) {
        this.certificate = certificate;
        this.key = key;
        this.clients = clients;
        this.checkEvery = checkEvery;
        this.seen = seen;
        this.context = context;
        this.checkedAt = System.nanoTime();
    }

    /**
     * Reads certificate and key.
     *
     * @param certificate PEM, the listener's certificate first, then those up to the root
     * @param key PEM, without a password: PKCS#8, PKCS#1 or EC
     * @throws ServerStartException when they cannot be used, in one sentence
     */
    public static ServerTls load(Path certificate, Path key) throws ServerStartException {
        return load(certificate, key, Optional.empty());
    }

    /**
     * Reads certificate and key.
     *
     * @param clients whose client certificates count; present, clients are asked for one
     * @throws ServerStartException when they cannot be used, in one sentence
     */
    public static ServerTls load(Path certificate, Path key, Optional<ClientTrust> clients)
            throws ServerStartException {
        return load(certificate, key, clients, Duration.ofSeconds(2));
    }

    /** @param checkEvery how often the files are looked at, at most */
    static ServerTls load(Path certificate, Path key, Optional<ClientTrust> clients, Duration checkEvery)
            throws ServerStartException {
        byte[] content = content(certificate, key);
        return new ServerTls(
                certificate,
                key,
                clients,
                checkEvery,
                content,
                PemCredentials.read(certificate, key).context(clients));
    }

    /** The context for the next handshake. */
    @Override
    public synchronized SSLContext get() {
        long now = System.nanoTime();
        if (now - checkedAt >= checkEvery.toNanos()) {
            checkedAt = now;
            reload();
        }
        return context;
    }

    private void reload() {
        try {
            byte[] content = content(certificate, key);
            if (Arrays.equals(content, seen)) {
                return;
            }
            seen = content;
            context = PemCredentials.read(certificate, key).context(clients);
            LOG.infof("The SMTP listener's certificate was read again from %s", certificate);
        } catch (ServerStartException wrong) {
            LOG.errorf("%s The certificate in use stays in use.", wrong.getMessage());
        }
    }

    /** Content rather than times of change: those are coarse, and links to links change without them. */
    private static byte[] content(Path certificate, Path key) throws ServerStartException {
        byte[] first = octets(certificate);
        byte[] second = octets(key);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] octets(Path file) throws ServerStartException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw PemCredentials.unreadable(file, unreadable);
        }
    }
}
