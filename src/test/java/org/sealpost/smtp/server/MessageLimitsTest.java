package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sealpost.mail.MemoryBudget;

/** How large a message may be, to how many, and what is said when there is no room for it. */
class MessageLimitsTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @Test
    void refusesRecipientsBeyondTheLimitForNow() throws IOException {
        fixture.start(settings -> settings.withMessage(settings.message().withMaxRecipients(2)));
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: RCPT TO:<c@example.org>
                S: 250 *
                S: 250 *
                S: 250 *
                S: 452 4.5.3 *
                S: 250 *
                """);
    }

    @Test
    void announcesAndTakesOnlyWhatItsMemoryCanHold_RFC_1870_6_1() throws IOException {
        long largest = fixture.memory.largestMessage();
        assertThat(MemoryBudget.forMessage(largest)).isLessThanOrEqualTo(ServerFixture.MEMORY);
        assertThat(MemoryBudget.forMessage(largest + 1)).isGreaterThan(ServerFixture.MEMORY);
        fixture.start(settings -> settings.withMessage(settings.message().within(fixture.memory)));
        fixture.play("""
                S: 220 *
                C: EHLO client.example
                S: 250-localhost
                S: 250-PIPELINING
                S: 250-SIZE %d
                S+ 250 HELP
                C: MAIL FROM:<a@practice.example> SIZE=%d
                S: 552 5.3.4 *
                C: MAIL FROM:<a@practice.example> SIZE=%d
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 354 *
                """.formatted(largest, largest + 1, largest));
    }

    @Test
    void refusesATooLargeMessageByItsDeclaration_RFC_1870() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example> SIZE=52428801
                S: 552 5.3.4 *
                C: MAIL FROM:<a@practice.example> SIZE=99999999999999999999
                S: 552 5.3.4 *
                C: MAIL FROM:<a@practice.example> SIZE=0
                S: 250 *
                """);
    }

    @Test
    void refusesATooLargeMessageByItsCountAndGoesOn_RFC_1870() throws IOException {
        fixture.start(settings -> settings.withMessage(settings.message().withMaxSize(1024)));
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 354 *
                C: %s
                C: RSET
                C: .
                S: 552 5.3.4 *
                C: NOOP
                S: 250 2.0.0 OK
                """.formatted("x".repeat(2000)));
        assertThat(fixture.receiver.calls).endsWith("abort");
    }

    @Test
    void answers452BeforeTheMessageWhenTheMemoryIsUsedUp() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example> SIZE=9000000
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 452 4.3.1 *
                C: DATA
                S: 452 4.3.1 *
                C: RSET
                S: 250 *
                """);
        assertThat(fixture.receiver.calls).endsWith("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }
}
