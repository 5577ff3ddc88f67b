package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;

/** Takes all mail, and remembers what it was told; tests put in their own answers. */
final class RecordingReceiver implements MailReceiver {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Client> clients = new CopyOnWriteArrayList<>();
    volatile boolean honoursRequests;
    volatile Predicate<InetAddress> mayRelay = client -> false;
    volatile Function<ReversePath, Begin> onBegin = from -> new Begin.Accepted(new Recorded());
    volatile Function<Mailbox, Reply> onRecipient = recipient -> Reply.of(250, "2.1.5", "Recipient OK");
    volatile Optional<Mailbox> postmaster = Optional.empty();
    volatile Function<ReceivedMessage, Reply> onData = message -> Reply.of(250, "2.0.0", "Taken");

    @Override
    public Begin begin(Client client, ReversePath from, MailParameters parameters) {
        clients.add(client);
        calls.add("begin <" + from.address() + "> "
                + (parameters.size().isPresent() ? parameters.size().getAsLong() + " " : "")
                + parameters.body().keyword() + (parameters.smtpUtf8() ? " SMTPUTF8" : "")
                + (parameters.requireTls() ? " REQUIRETLS" : "")
                + parameters.content().map(content -> " " + content).orElse("")
                + parameters.envelopeId().map(id -> " [" + id.value() + "]").orElse(""));
        return onBegin.apply(from);
    }

    @Override
    public boolean mayRelay(InetAddress client) {
        return mayRelay.test(client);
    }

    @Override
    public boolean honoursRequests() {
        return honoursRequests;
    }

    private final class Recorded implements MailTransaction {

        @Override
        public Reply recipient(Mailbox recipient, RecipientRequest request) {
            calls.add("recipient <" + recipient.address() + ">" + words(request));
            return onRecipient.apply(recipient);
        }

        @Override
        public Optional<Mailbox> postmaster() {
            return postmaster;
        }

        @Override
        public Reply data(ReceivedMessage message) {
            calls.add("data " + new String(message.message().octets(), StandardCharsets.UTF_8).replace("\r\n", "|"));
            Reply reply = onData.apply(message);
            message.memory().close();
            return reply;
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }

    private static String words(RecipientRequest request) {
        return request.notification()
                        .on()
                        .map(events -> events.isEmpty() ? " NEVER" : " " + events)
                        .orElse("")
                + request.original()
                        .map(one -> " " + one.addressType() + ";" + one.address())
                        .orElse("");
    }
}
