package org.sealpost.demo.mailbox;

import java.io.IOException;
import java.net.URI;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.SmtpServer;

/** The mailbox: an SMTP listener that takes everything, and a web page that shows what it took. */
public final class ReceivingMailbox implements AutoCloseable {

    /** Octets of messages kept, and of messages on their way in: generous for samples, bounded for everything else. */
    private static final long MAX_OCTETS = 128L << 20;

    private final SmtpServer smtp;
    private final MailboxSite site;
    private final Arrivals arrivals;

    private ReceivingMailbox(SmtpServer smtp, MailboxSite site, Arrivals arrivals) {
        this.smtp = smtp;
        this.site = site;
        this.arrivals = arrivals;
    }

    /**
     * Starts both listeners.
     *
     * @throws MailboxStartException when a port cannot be had
     */
    public static ReceivingMailbox start(MailboxSettings settings) throws MailboxStartException {
        Arrivals arrivals = new Arrivals(MAX_OCTETS);
        ServerSettings server = ServerSettings.defaults()
                .withListener(settings.host(), settings.smtpPort())
                .withHostname("mailbox.example");
        SmtpServer smtp = new SmtpServer(
                settings.tls().map(server::withTls).orElse(server),
                new EveryMessage(arrivals),
                new MemoryBudget(MAX_OCTETS));
        try {
            smtp.start();
        } catch (ServerStartException taken) {
            throw notFree("SMTP", settings.smtpPort(), settings.host(), "--smtp-port", taken);
        }
        try {
            MailboxSite site = MailboxSite.start(
                    settings.host(), settings.httpPort(), new MailboxPages(arrivals, settings.keys()));
            return new ReceivingMailbox(smtp, site, arrivals);
        } catch (IOException taken) {
            smtp.close();
            throw notFree("web", settings.httpPort(), settings.host(), "--http-port", taken);
        }
    }

    /** What arrived. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** The port that takes mail. */
    public int smtpPort() {
        return smtp.port();
    }

    /** The page's address. */
    public URI address() {
        return site.address();
    }

    @Override
    public void close() {
        smtp.close();
        site.close();
    }

    private static MailboxStartException notFree(String what, int port, String host, String option, Exception cause) {
        return new MailboxStartException(
                "The mailbox's " + what + " port " + port + " on " + host + " cannot be used: stop what listens there,"
                        + " or choose another one with " + option + ".",
                cause);
    }
}
