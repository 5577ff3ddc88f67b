package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** Whose mail to a practice is taken, and what the sender's server is answered. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundRepliesTest {

    @Inject
    InboundWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void relaysForNobody() throws Exception {
        Reply reply = new Submission(world.port(), world.bo)
                .to("x@elsewhere.example")
                .sendRaw("From: " + world.bo + "\r\n\r\ntext\r\n");

        assertThat(reply.toString()).startsWith("550 5.7.1");
    }

    /** Without a domain, beside somebody who says whose practice it is. */
    @Test
    void takesMailToThePostmaster_RFC_5321_4_5_1() throws Exception {
        try (Socket edge = new Socket("127.0.0.1", world.port())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(edge.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            for (String command : List.of(
                    "HELO x.example",
                    "MAIL FROM:<>",
                    "RCPT TO:<" + world.ada + ">",
                    "RCPT TO:<Postmaster>",
                    "DATA",
                    world.plain() + ".")) {
                edge.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).startsWith(command.equals("DATA") ? "354" : "250");
            }
        }
        assertThat(world.server().arrivals("postmaster@" + world.domain)).hasSize(1);
    }

    @Test
    void takesMailFromItsEdgeOnly() throws Exception {
        try (Socket stranger =
                new Socket(InetAddress.getByName("127.0.0.1"), world.port(), InetAddress.getByName("127.0.0.2"), 0)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(stranger.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            for (String command : List.of("HELO x.example", "MAIL FROM:<" + world.bo + ">")) {
                stranger.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).startsWith("250");
            }
            stranger.getOutputStream().write(("RCPT TO:<" + world.ada + ">\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("550 5.7.1");
        }
    }

    @Test
    void givesThePracticesServersOwnAnswers() throws Exception {
        world.server().onRecipient(mailbox -> Reply.of(550, "5.1.1", "No such user"));
        assertThat(world.send(world.plain()).toString()).isEqualTo("550 5.1.1 No such user");
        world.server().onRecipient(mailbox -> Reply.of(450, "4.2.0", "Busy"));
        assertThat(world.send(world.plain()).toString()).isEqualTo("450 4.2.0 Busy");
        world.server().onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        world.server().onData(arrival -> Reply.of(554, "5.7.1", "Spam"));
        assertThat(world.send(world.plain()).toString()).isEqualTo("554 5.7.1 Spam");
        assertThat(world.events()).anySatisfy(event -> assertThat(event).startsWith("inbound.refused"));
    }

    /** What one program shows of two, another does not: nobody chooses. */
    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Subject"})
    void refusesAMessageThatHasAFieldTwiceByWhichPeopleKnowIt(String field) throws Exception {
        String second = field + ": someone@elsewhere.example\r\n";

        assertThat(world.send(second + world.plain()).toString()).startsWith("550 5.6.0 From, To or Subject");

        assertThat(world.server().arrivals(world.ada)).isEmpty();
        assertThat(world.events())
                .anySatisfy(event -> assertThat(event).startsWith("inbound.received"))
                .anySatisfy(event -> assertThat(event)
                        .startsWith("inbound.refused")
                        .contains("more than once")
                        .doesNotContain("elsewhere"));
    }

    /** What stands behind such a line would arrive as text, with the fields in it. */
    @ParameterizedTest
    @ValueSource(strings = {"From root Mon Nov 30 10:00:00 2026", "X Scanner: 3"})
    void refusesAHeaderThatALineWhichIsNoFieldBreaksOff_RFC_5322_2_2(String line) throws Exception {
        assertThat(world.send(line + "\r\n" + world.plain()).toString())
                .startsWith("550 5.6.0 A line of the header is no field");

        assertThat(world.server().arrivals(world.ada)).isEmpty();
    }

    @Test
    void keepsNothingWhenThePracticesServerIsAway() throws Exception {
        world.server().close();

        assertThat(world.send(world.plain()).toString()).startsWith("451 4.4.1");
    }

    @Test
    void asksTheSenderAgainWhenItIsInDoubtWhetherTheMessageArrived() throws Exception {
        world.server().onData(arrival -> {
            Thread.ofPlatform().start(world.server()::close);
            sleep();
            return Reply.of(451, "4.3.0", "Nobody hears it");
        });

        assertThat(world.send(world.plain()).toString()).startsWith("451 4.4.2");
    }

    @Test
    void answers451AndPassesNothingOnWhenTheDatabaseIsAway() throws Exception {
        try (Connection connection = TestServices.owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
            assertThat(world.send(world.plain()).toString()).startsWith("451 4.3.0");
            connection.rollback();
        }
        assertThat(world.server().arrivals(world.ada)).isEmpty();
    }

    @Test
    void asksForAnotherTransactionForAnotherPractice() throws Exception {
        String other = "other-" + world.domain;
        world.save(new PracticeId("other-" + world.practice.value()), other);

        Reply reply = new Submission(world.port(), world.bo)
                .to(world.ada, "cy@" + other)
                .sendRaw(world.plain());

        assertThat(reply.code()).isEqualTo(250);
        assertThat(world.server().arrivals(world.ada)).hasSize(1);
        assertThat(world.server().arrivals("cy@" + other)).isEmpty();
    }

    private static void sleep() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
