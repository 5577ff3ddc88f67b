package org.sealpost.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.sealpost.embedded.LoopbackPort;

/**
 * The ports of one demonstration: those that were asked for, whatever listens there; else the usual ones, and where one
 * is in use a free one.
 *
 * @param smtp of the gateway
 * @param http of API, console and portal
 * @param management of health and metrics
 * @param kafka of the embedded broker
 * @param mailboxSmtp where the mailbox takes mail
 * @param mailboxHttp of the mailbox's page
 */
record DemoPorts(int smtp, int http, int management, int kafka, int mailboxSmtp, int mailboxHttp) {

    /** @param notice takes a line for each port that is another than usual */
    static DemoPorts choose(DemoOptions options, Consumer<String> notice) {
        return new DemoPorts(
                choose("the gateway's SMTP", setting("sealpost.smtp.port"), 2525, notice),
                choose("console and portal's", setting("quarkus.http.port"), 8080, notice),
                choose("the health checks'", setting("quarkus.management.port"), 9000, notice),
                choose("Kafka's", setting("sealpost.kafka.port"), 9092, notice),
                choose("the mailbox's SMTP", options.mailboxSmtpPort(), 2526, notice),
                choose("the mailbox's web", options.mailboxHttpPort(), 8025, notice));
    }

    private static int choose(String whose, OptionalInt wanted, int usual, Consumer<String> notice) {
        if (wanted.isPresent() && wanted.getAsInt() != 0) {
            return wanted.getAsInt();
        }
        if (wanted.isEmpty() && LoopbackPort.isFree(usual)) {
            return usual;
        }
        int free = LoopbackPort.free();
        if (wanted.isEmpty()) {
            notice.accept("Port " + usual + " is in use, so " + whose + " port is " + free + " this time.");
        }
        return free;
    }

    /** A port that was set by a system property or in the environment. */
    private static OptionalInt setting(String name) {
        String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElse(OptionalInt.empty());
    }
}
