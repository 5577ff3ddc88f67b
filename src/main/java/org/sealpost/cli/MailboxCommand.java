package org.sealpost.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sealpost.demo.mailbox.MailboxSettings;
import org.sealpost.demo.mailbox.MailboxStartException;
import org.sealpost.demo.mailbox.MailboxTls;
import org.sealpost.demo.mailbox.ReceivingMailbox;
import org.sealpost.demo.mailbox.RecipientKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealpost mailbox}: a mailbox that receives whatever is sent to it. */
@Command(
        name = "mailbox",
        description = "Receives whatever is sent to it and shows it on a web page; for trying things out.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
final class MailboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on.", defaultValue = "127.0.0.1")
    private String host = "";

    @Option(names = "--smtp-port", paramLabel = "PORT", description = "Port that takes mail.", defaultValue = "2526")
    private int smtpPort;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port of the web page.", defaultValue = "8025")
    private int httpPort;

    @Option(names = "--tls", description = "Offer STARTTLS with a certificate that the mailbox makes for itself.")
    private boolean tls;

    @Override
    public Integer call() throws Exception {
        MailboxSettings settings = new MailboxSettings(host, smtpPort, httpPort, context(), RecipientKeys.none());
        try (ReceivingMailbox mailbox = ReceivingMailbox.start(settings)) {
            spec.commandLine()
                    .getOut()
                    .println("The mailbox takes mail on port " + mailbox.smtpPort() + (tls ? " (STARTTLS)" : "")
                            + " and shows it on " + mailbox.address() + "; Ctrl-C ends it.");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Optional<Supplier<SSLContext>> context() throws MailboxStartException {
        if (!tls) {
            return Optional.empty();
        }
        String home = Optional.ofNullable(System.getenv("SEALPOST_HOME")).orElse("data");
        return Optional.of(MailboxTls.selfSigned(Path.of(home).resolve("mailbox")));
    }
}
