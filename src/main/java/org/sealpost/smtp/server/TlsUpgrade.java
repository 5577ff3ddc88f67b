package org.sealpost.smtp.server;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;

/**
 * STARTTLS (RFC 3207). What a client, or someone in its name, sent in clear behind the command closes the connection
 * (section 4.2; CVE-2011-0411, CVE-2021-38542), and all that was said in clear is forgotten.
 */
final class TlsUpgrade {

    private static final Logger LOG = Logger.getLogger(TlsUpgrade.class);

    private final Dialogue dialogue;
    private final Optional<Supplier<SSLContext>> contexts;
    private final boolean asksForCertificates;

    TlsUpgrade(Dialogue dialogue, ServerSettings settings) {
        this.dialogue = dialogue;
        this.contexts = settings.tls();
        this.asksForCertificates = settings.clients().certificates().isPresent();
    }

    /**
     * Does what the client asked for, or says why not.
     *
     * @param forget called before the handshake: everything that was begun in clear ends
     * @throws IOException when the handshake fails; the connection must then be closed
     */
    void start(Runnable forget) throws IOException {
        Wire wire = dialogue.wire();
        if (wire.tls().isPresent()) {
            dialogue.fault(Replies.TLS_ACTIVE);
            return;
        }
        if (contexts.isEmpty()) {
            dialogue.fault(Replies.NOT_OFFERED);
            return;
        }
        forget.run();
        if (wire.hasMore()) {
            LOG.warnf("A client at %s sent something behind STARTTLS, closing the connection", wire.address());
            dialogue.close(Replies.BEHIND_STARTTLS);
            return;
        }
        wire.write(Replies.READY_FOR_TLS);
        wire.flush();
        dialogue.forgetHello();
        wire.startTls(contexts.get().get(), asksForCertificates);
    }
}
