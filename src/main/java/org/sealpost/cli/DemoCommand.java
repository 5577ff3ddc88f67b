package org.sealpost.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.sealpost.demo.Demo;
import org.sealpost.demo.DemoOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sealpost demo}: everything on this machine, with sample messages. */
@Command(
        name = "demo",
        description = {
            "Starts everything on this machine (own PostgreSQL, own Kafka, a mailbox that receives), sends sample"
                    + " messages through the gateway, and shows what became of each and why.",
            "Its folder is $SEALPOST_HOME/demo, by default data/demo; remove it to begin afresh."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--once", description = "End after the samples: status 0 when each became what it must, else 1.")
    private boolean once;

    @Option(
            names = "--mailbox-smtp-port",
            paramLabel = "PORT",
            description = "Port at which the mailbox takes mail; default 2526, or a free one.")
    private Optional<Integer> mailboxSmtpPort = Optional.empty();

    @Option(
            names = "--mailbox-http-port",
            paramLabel = "PORT",
            description = "Port of the mailbox's page; default 8025, or a free one.")
    private Optional<Integer> mailboxHttpPort = Optional.empty();

    @Override
    public Integer call() throws Exception {
        String home = Optional.ofNullable(System.getProperty("sealpost.home"))
                .or(() -> Optional.ofNullable(System.getenv("SEALPOST_HOME")))
                .orElse("data");
        DemoOptions options =
                new DemoOptions(once, Path.of(home, "demo"), port(mailboxSmtpPort), port(mailboxHttpPort));
        return new Demo(options, System.err).run();
    }

    private static OptionalInt port(Optional<Integer> wanted) {
        return wanted.isPresent() ? OptionalInt.of(wanted.get()) : OptionalInt.empty();
    }
}
