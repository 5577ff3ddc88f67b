package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.Route;
import org.sealpost.smtp.client.NextHop;

class OwnMailTest {

    private final OwnMail mail = new OwnMail();

    @Test
    void aNextHopThatAPersonNamedForACopyProvesNoMoreThanForAMessage() throws Exception {
        assertThat(route(true).isByPerson()).isTrue();
        assertThat(route(false).isByPerson()).isFalse();
    }

    private Route route(boolean rerouted) throws InvalidMailboxException {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        QueuedPart copy = new QueuedPart(
                id,
                PracticeId.DEFAULT,
                new MessageId(id),
                QueuedPart.Kind.JOURNAL,
                QueuedPart.Form.ORIGINAL,
                QueuedPart.State.QUEUED,
                new Envelope(
                        ReversePath.none(),
                        List.of(Mailbox.parse("journal@archive.example")),
                        BodyType.EIGHT_BIT_MIME,
                        false),
                "verified-tls",
                Optional.of(new NextHop("mx2.archive.example", 25)),
                Optional.empty(),
                "a copy for the journal",
                1,
                0,
                now,
                now,
                now,
                Optional.empty(),
                false,
                rerouted,
                Optional.empty(),
                List.of());
        return mail.journal(copy, MessageId.next().toString())
                .getFirst()
                .requirement()
                .route()
                .orElseThrow();
    }
}
