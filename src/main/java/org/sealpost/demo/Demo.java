package org.sealpost.demo;

import io.quarkus.runtime.Quarkus;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.demo.mailbox.MailboxSettings;
import org.sealpost.demo.mailbox.MailboxStartException;
import org.sealpost.demo.mailbox.MailboxTls;
import org.sealpost.demo.mailbox.ReceivingMailbox;
import org.sealpost.launch.Launch;

/** The demonstration: gateway, database, broker and mailbox on this machine, and a dozen sample messages. */
public final class Demo {

    private static final Duration START = Duration.ofSeconds(120);
    private static final long PAUSE_MILLIS = 100;

    private final DemoOptions options;
    private final Terminal terminal;
    private final PrintStream errors;
    private final long began = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param errors where the one line goes that says why it does not go on */
    public Demo(DemoOptions options, PrintStream errors) {
        this.options = options;
        this.terminal = Terminal.standardOutput();
        this.errors = errors;
    }

    /**
     * Runs it until Ctrl-C, or until the samples are done when that was asked for.
     *
     * @return the exit status: 0 when everything was as it must be, else 1
     * @throws DemoFailure when it cannot start
     */
    public int run() throws DemoFailure {
        Cryptography.install();
        terminal.line("Sealpost's demonstration. Everything runs on this machine, and nobody in it is real.");
        terminal.line();
        DemoHome home = DemoHome.prepare(options.home());
        DemoCertificates certificates = DemoCertificates.prepare(home);
        DemoPorts ports = DemoPorts.choose(options, notice -> terminal.line("  " + notice));
        try (ReceivingMailbox mailbox = mailbox(certificates, ports)) {
            step("The mailbox is there, with a certificate of the demonstration's own authority.");
            terminal.line("  PostgreSQL, Kafka and the gateway are starting…");
            GatewayClient gateway = new GatewayClient(
                    URI.create("http://127.0.0.1:" + ports.http()),
                    URI.create("http://127.0.0.1:" + ports.management() + "/q/health/ready"),
                    home.token());
            Guide guide = new Guide(terminal, gateway, home, ports, mailbox);
            Thread tour = Thread.ofPlatform()
                    .daemon()
                    .name("demo-guide")
                    .start(() -> lead(guide, gateway, certificates, home));
            int status = new Launch(home.folder(), errors).serve(DemoSettings.of(home, certificates, ports));
            ended.set(true);
            tour.interrupt();
            return status;
        } catch (MailboxStartException failure) {
            throw new DemoFailure(String.valueOf(failure.getMessage()), failure);
        }
    }

    private void lead(Guide guide, GatewayClient gateway, DemoCertificates certificates, DemoHome home) {
        try {
            awaitReady(gateway, home);
            step("The gateway is ready.");
            boolean right = guide.lead(certificates.recipientsPem());
            if (options.once()) {
                Quarkus.asyncExit(right ? 0 : 1);
                return;
            }
            guide.addresses();
            terminal.line();
            terminal.line("  Ctrl-C ends it; what is in " + home.folder() + " stays for the next time.");
        } catch (DemoFailure failure) {
            errors.println("sealpost: " + failure.getMessage());
            Quarkus.asyncExit(1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            if (!ended.get()) {
                errors.println("sealpost: The demonstration failed ("
                        + fault.getClass().getSimpleName() + "): look into " + home.log() + ".");
                Quarkus.asyncExit(1);
            }
        }
    }

    private static ReceivingMailbox mailbox(DemoCertificates certificates, DemoPorts ports)
            throws MailboxStartException {
        return ReceivingMailbox.start(new MailboxSettings(
                "127.0.0.1",
                ports.mailboxSmtp(),
                ports.mailboxHttp(),
                Optional.of(MailboxTls.of(certificates.mailbox(), certificates.mailbox())),
                certificates.keys()));
    }

    private static void awaitReady(GatewayClient gateway, DemoHome home) throws DemoFailure, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!gateway.isReady()) {
            if (System.nanoTime() > end) {
                throw new DemoFailure("The gateway is not ready after " + START.toSeconds() + " seconds: look into "
                        + home.log() + ".");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void step(String what) {
        double seconds = (System.nanoTime() - began) / 1e9;
        terminal.line("  " + what + terminal.paint(Terminal.Ink.DIM, String.format(Locale.ROOT, " (%.0f s)", seconds)));
    }
}
