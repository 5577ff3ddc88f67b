package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sealpost.testing.SmtpDialogue;

/** Whoever announces much and sends nothing keeps nobody's mail away. Clients are told apart by a balancer. */
class IncomingRoomTest {

    private static final String SILENT = "192.0.2.7";
    private static final String OTHER = "198.51.100.1";

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    private final List<SmtpDialogue> open = new ArrayList<>();

    @BeforeEach
    void start() {
        fixture.start(settings -> settings.withMessage(settings.message().within(fixture.memory))
                .withClients(new KnownClients(InetAddress::isLoopbackAddress, address -> false)));
    }

    @AfterEach
    void close() throws IOException {
        for (SmtpDialogue dialogue : open) {
            dialogue.close();
        }
    }

    @Test
    void aClientThatAnnouncesTheLargestMessageAndIsSilentTakesHalfOfTheMemoryAtMost_slowLoris() throws IOException {
        announce(SILENT, fixture.memory.largestMessage());
        assertThat(fixture.memory.reserved()).isLessThanOrEqualTo(ServerFixture.MEMORY / 2);
        send(SILENT, 10_000);
        send(OTHER, 10_000);
    }

    @Test
    void howeverManyConnectionsASilentClientHasTheOthersGetTheirMailThrough_slowLoris() throws IOException {
        for (int i = 0; i < 7; i++) {
            begin(SILENT, 500_000);
        }
        await().untilAsserted(() -> assertThat(fixture.memory.reserved()).isGreaterThan(ServerFixture.MEMORY / 10 * 7));
        send(OTHER, 1_000_000);
    }

    @Test
    void aMessageThatIsLargerThanWhatIsPromisedGetsItsRoomAsItComes() throws IOException {
        send(OTHER, fixture.memory.largestMessage() - 1_000);
        assertThat(fixture.memory.reserved()).isZero();
    }

    private SmtpDialogue begin(String client, long size) throws IOException {
        SmtpDialogue dialogue = fixture.connect();
        open.add(dialogue);
        return dialogue.play(
                "C: PROXY TCP4 " + client + " 203.0.113.1 35646 25\n" + ServerFixture.HELLO + """
                C: MAIL FROM:<a@practice.example> SIZE=%d
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                """.formatted(size));
    }

    private void announce(String client, long size) throws IOException {
        begin(client, size).play("S: 354 *");
    }

    private void send(String client, long size) throws IOException {
        SmtpDialogue dialogue = begin(client, size).play("S: 354 *");
        String line = "x".repeat(998) + "\r\n";
        StringBuilder message = new StringBuilder("Subject: one\r\n\r\n");
        while (message.length() < size - 2_000) {
            message.append(line);
        }
        dialogue.send(message.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        dialogue.play("S: 250 *");
    }
}
