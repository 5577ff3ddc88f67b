package org.sealpost.testing;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailReceiver;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.MessageLimits;
import org.sealpost.smtp.server.ReceivedMessage;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.ServerTls;
import org.sealpost.smtp.server.SmtpServer;

/** A next hop that keeps what it gets, and answers as a test wants it to. */
public final class MailSink implements AutoCloseable {

    /** What arrived. */
    public record Arrival(
            ReversePath from, List<Mailbox> recipients, RawMessage message, boolean tls, DeliveryRequest request) {}

    private static final Reply OK = Reply.of(250, "2.0.0", "Ok");

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final SmtpServer server;
    private volatile Function<Mailbox, Reply> recipientReply = mailbox -> OK;
    private volatile Function<Arrival, Reply> dataReply = arrival -> OK;

    private MailSink(ServerSettings settings, boolean honoursRequests) throws Exception {
        server = new SmtpServer(settings, new Taking(honoursRequests), new MemoryBudget(1L << 30));
        startWhenThePortIsFree();
    }

    /** A port that a sink has just left can be taken for a moment by a connection that is being made. */
    private void startWhenThePortIsFree() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(ServerStartException.class)
                .until(() -> {
                    server.start();
                    return true;
                });
    }

    /** Listens in clear. */
    public static MailSink inClear(int port) throws Exception {
        return new MailSink(ServerSettings.defaults().withListener("127.0.0.1", port), false);
    }

    /** The same, and takes no message of more octets. */
    public static MailSink inClear(int port, long maxSize) throws Exception {
        ServerSettings settings = ServerSettings.defaults().withListener("127.0.0.1", port);
        MessageLimits limits = settings.message();
        return new MailSink(
                settings.withMessage(new MessageLimits(
                        maxSize, limits.maxHeaderSize(), limits.maxRecipients(), limits.maxReceived())),
                false);
    }

    /** Offers STARTTLS with {@code certificate.pem} and {@code key.pem} of the folder. */
    public static MailSink withTls(int port, Path folder) throws Exception {
        return withTls(port, folder, false);
    }

    /** The same, and offers DSN, and REQUIRETLS under TLS. */
    public static MailSink withTlsAndRequests(int port, Path folder) throws Exception {
        return withTls(port, folder, true);
    }

    private static MailSink withTls(int port, Path folder, boolean honoursRequests) throws Exception {
        ServerTls tls = ServerTls.load(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        return new MailSink(
                ServerSettings.defaults().withListener("127.0.0.1", port).withTls(tls), honoursRequests);
    }

    /** Answers RCPT like that from now on. */
    public void onRecipient(Function<Mailbox, Reply> reply) {
        recipientReply = reply;
    }

    /** Answers the dot like that from now on; what is answered 2xx has arrived. */
    public void onData(Function<Arrival, Reply> reply) {
        dataReply = reply;
    }

    /** What has arrived so far. */
    public List<Arrival> arrivals() {
        return arrivals;
    }

    /** What has arrived for that recipient. */
    public List<Arrival> arrivals(String recipient) {
        return arrivals.stream()
                .filter(one ->
                        one.recipients().stream().anyMatch(to -> to.address().equals(recipient)))
                .toList();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop(Duration.ZERO);
        server.close();
    }

    private final class Taking implements MailReceiver {

        private final boolean honoursRequests;

        private Taking(boolean honoursRequests) {
            this.honoursRequests = honoursRequests;
        }

        @Override
        public Begin begin(Client client, ReversePath from, MailParameters parameters) {
            return new Begin.Accepted(new Transaction(client, from, parameters));
        }

        @Override
        public boolean honoursRequests() {
            return honoursRequests;
        }
    }

    private final class Transaction implements MailTransaction {

        private final Client client;
        private final ReversePath from;
        private final MailParameters parameters;
        private final List<Mailbox> recipients = new CopyOnWriteArrayList<>();
        private final Map<Mailbox, RecipientRequest> requests = new HashMap<>();

        private Transaction(Client client, ReversePath from, MailParameters parameters) {
            this.parameters = parameters;
            this.client = client;
            this.from = from;
        }

        @Override
        public Reply recipient(Mailbox recipient, RecipientRequest request) {
            Reply reply = recipientReply.apply(recipient);
            if (reply.isPositive()) {
                recipients.add(recipient);
                requests.put(recipient, request);
            }
            return reply;
        }

        @Override
        public Reply data(ReceivedMessage message) {
            message.memory().close();
            Arrival arrival = new Arrival(
                    from,
                    List.copyOf(recipients),
                    message.message(),
                    client.tls().isPresent(),
                    new DeliveryRequest(
                            parameters.requireTls(), parameters.content(), parameters.envelopeId(), requests));
            Reply reply = dataReply.apply(arrival);
            if (reply.isPositive()) {
                arrivals.add(arrival);
            }
            return reply;
        }

        @Override
        public void abort() {
            recipients.clear();
        }
    }
}
