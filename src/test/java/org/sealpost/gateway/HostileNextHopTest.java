package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.HostileNextHop;
import org.sealpost.testing.HostileNextHop.Conduct;
import org.sealpost.testing.HostileNextHop.Stage;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** A next hop that stalls, drops, refuses or raves at each stage costs the client nothing, and no message is lost. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class HostileNextHopTest {

    /** The cut-through budget of these tests is two seconds. */
    private static final Duration PROMPT = Duration.ofSeconds(8);

    private static final String SMALL = "Subject: ordinary\r\n\r\ntext\r\n";

    /**
     * More than the system takes from a writer whom nobody reads: its send buffer grows to 4 MB (Linux). In markup, for so
     * much text would not be inspected to its end, and would need a next hop that proves itself.
     */
    private static final String LARGE = "Subject: ordinary\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
            + ("<p class=" + "x".repeat(900) + ">a</p>\r\n").repeat(7_000);

    @Inject
    GatewayLifecycle gateway;

    @Inject
    WaitingParts waiting;

    static Stream<Arguments> everyFault() {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(Conduct.values())
                        .filter(conduct -> isPossible(stage, conduct))
                        .map(conduct -> Arguments.of(stage, conduct)));
    }

    /** Within a body a server has no turn to speak: it can read on, stop or hang up. */
    private static boolean isPossible(Stage stage, Conduct conduct) {
        return stage != Stage.BODY || conduct == Conduct.STALLS || conduct == Conduct.DROPS;
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void isAnsweredInTimeAndTheMessageArrivesOnceFromTheNextHopThatFollows(Stage stage, Conduct conduct)
            throws Exception {
        String recipient = (stage + "-" + conduct).toLowerCase(Locale.ROOT) + "@example.org";
        Reply reply;
        try (HostileNextHop hostile = HostileNextHop.on(RelayForTests.port(), stage, conduct)) {
            Instant start = Instant.now();
            reply = new Submission(gateway.port(), "reed@practice.example")
                    .to(recipient)
                    .sendRaw("From: <reed@practice.example>\r\n" + (stage == Stage.BODY ? LARGE : SMALL));
            assertThat(Duration.between(start, Instant.now())).isLessThan(PROMPT);
        }
        if (isFinal(stage, conduct)) {
            assertThat(reply.toString()).isEqualTo("554 5.7.1 Go away");
            return;
        }
        if (isTakenInClear(stage, reply)) {
            return;
        }
        assertThat(reply.toString()).startsWith("250 2.0.0").endsWith("accepted");
        MailSink honest = RelayForTests.listening();
        try {
            // A server that has not answered rests, for a minute at most; other tests' next hops were this one too.
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> !honest.arrivals(recipient).isEmpty());
            // What comes twice may come later: when nothing waits any more, nothing comes.
            await().atMost(Duration.ofSeconds(40)).until(() -> waiting.of(recipient, "kind = 'ordinary'") == 0);
            assertThat(honest.arrivals(recipient)).hasSize(1);
        } finally {
            honest.close();
            // A connection that was in use a moment ago is not suspected of having been closed meanwhile.
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        }
    }

    /** Nothing in this message needs TLS: where it is not to be had, the message may go without. */
    private static boolean isTakenInClear(Stage stage, Reply reply) {
        return (stage == Stage.STARTTLS || stage == Stage.HANDSHAKE)
                && reply.toString().endsWith("delivered");
    }

    /** A refusal of the message is final; one of the connection is not (RFC 5321 section 4.5.4.1: try again). */
    private static boolean isFinal(Stage stage, Conduct conduct) {
        return conduct == Conduct.REFUSES && stage.compareTo(Stage.MAIL) >= 0;
    }
}
