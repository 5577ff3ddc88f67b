package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.Protection;
import org.sealpost.smtp.server.Client;

/** What is kept in memory of an attempt whose intent the database did not store. */
class AttemptRecordTest {

    private static final Events EVENTS = new Events(new Pseudonyms(
            new SecretKeySpec("a key of 256 bits, only for tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
            (practice, pseudonym, mailbox) -> {}));

    private final List<AuditEvent> eventually = new ArrayList<>();

    /** Each try of each message would otherwise leave something, for as long as the database refuses. */
    @Test
    void nothingIsKeptOfAnIntentThatIsSurelyNotStored() {
        AttemptRecord record = record(new AuditUnavailableException("Too many messages wait for the database."));

        assertThatThrownBy(() -> record.intend(record::notSent)).isInstanceOf(AuditUnavailableException.class);

        assertThat(eventually).isEmpty();
    }

    @Test
    void anIntentThatMayBeStoredGetsAnOutcome() {
        AttemptRecord record = record(new AuditUnavailableException("too slow", new IllegalStateException(), true));

        assertThatThrownBy(() -> record.intend(record::notSent)).isInstanceOf(AuditUnavailableException.class);

        assertThat(eventually)
                .extracting(one -> one.type().key())
                .containsExactly("message.received", "message.decided", "message.refused");
    }

    private AttemptRecord record(AuditUnavailableException unavailable) {
        AuditLog log = new AuditLog() {
            @Override
            public void commit(List<AuditEvent> events) throws AuditUnavailableException {
                throw unavailable;
            }

            @Override
            public void append(List<AuditEvent> events) {
                throw new IllegalStateException("there is no transaction");
            }

            @Override
            public void commitEventually(List<AuditEvent> events) {
                eventually.addAll(events);
            }
        };
        MessagePart part = new MessagePart(List.of(MessagePartTest.decided(Protection.TLS, "b@a.example")));
        return new AttemptRecord(incoming(part), part, log, EVENTS);
    }

    private static IncomingMessage incoming(MessagePart part) {
        return new IncomingMessage(
                MessageId.next(),
                PracticeId.DEFAULT,
                Optional.empty(),
                new Client(
                        InetAddress.getLoopbackAddress(),
                        50_000,
                        "client.example",
                        true,
                        Optional.empty(),
                        Optional.empty()),
                new Envelope(ReversePath.none(), part.mailboxes(), BodyType.SEVEN_BIT, false),
                RawMessage.of("Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII)),
                Instant.now());
    }
}
