package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sealpost.smtp.client.ClientFixture.SETTINGS;
import static org.sealpost.smtp.client.ClientFixture.envelope;
import static org.sealpost.smtp.client.ClientFixture.hop;
import static org.sealpost.smtp.client.ClientFixture.message;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.ScriptedServer;

/** Connections that are kept, and those that went stale meanwhile. */
class ConnectionPoolTest {

    private static final RawMessage HELLO = message("Subject: x\r\n\r\nhello\r\n");
    private static final String GREETING = "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 PIPELINING\\r\\n\n";
    private static final String TRANSACTION =
            "C: MAIL *\nC: RCPT *\nC: DATA\nS> 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\nC~\nS: 250 ok\n";

    @Test
    void oneConnectionCarriesSeveralMessages() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(GREETING + TRANSACTION + TRANSACTION + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS)) {
            SmtpConnection first = send(pool, server);
            assertThat(first.wasUsed()).isTrue();
            assertThat(send(pool, server)).isSameAs(first);
            pool.close();
            server.assertPlayed();
        }
    }

    @Test
    void aKeptConnectionThatTheNextHopClosedIsReplaced() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(
                        GREETING + TRANSACTION + "S: 421 idle too long\nS! close", GREETING + TRANSACTION + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS)) {
            SmtpConnection first = send(pool, server);
            await().until(() -> !first.isReusable());
            assertThat(send(pool, server)).isNotSameAs(first);
            pool.close();
            server.assertPlayed();
        }
    }

    @Test
    void aConnectionOfOneLevelIsNotTakenForAnother() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(GREETING + TRANSACTION + "S! silence", GREETING + "C! closed");
                ConnectionPool pool = new ConnectionPool(SETTINGS)) {
            SmtpConnection clear = send(pool, server);
            assertThatThrownBy(() -> pool.take(hop(server), TlsLevel.REQUIRED))
                    .isInstanceOf(SmtpFailure.Unproven.class);
            assertThat(pool.take(hop(server), TlsLevel.NONE)).isSameAs(clear);
            clear.close();
            server.assertPlayed();
        }
    }

    @Test
    void anAbortedConnectionIsNotKept() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(
                        GREETING + "C: MAIL *\nC: RCPT *\nC: DATA\nS> 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\nS! silence",
                        GREETING + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS)) {
            SmtpConnection first = pool.take(hop(server), TlsLevel.NONE);
            try (OutgoingTransaction transaction = first.begin()) {
                transaction.start(envelope("b@example.org"), HELLO, false);
                transaction.body(HELLO);
            }
            pool.giveBack(first, TlsLevel.NONE);
            SmtpConnection second = pool.take(hop(server), TlsLevel.NONE);
            assertThat(second).isNotSameAs(first);
            pool.giveBack(second, TlsLevel.NONE);
            pool.close();
            server.assertPlayed();
        }
    }

    @Test
    void rfc9422NoMoreMessagesGoOverAConnectionThanTheNextHopTakes() throws Exception {
        String greeting = "S: 220 mx\nC: EHLO *\n"
                + "S> 250-mx\\r\\n250-LIMITS RCPTMAX=9 MAILMAX=2 OTHER=1\\r\\n250 PIPELINING\\r\\n\n";
        try (ScriptedServer server = ScriptedServer.of(
                        greeting + TRANSACTION + TRANSACTION + "C: QUIT", greeting + TRANSACTION + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS)) {
            SmtpConnection first = send(pool, server);
            assertThat(send(pool, server)).isSameAs(first);
            assertThat(send(pool, server)).isNotSameAs(first);
            pool.close();
            server.assertPlayed();
        }
    }

    @Test
    void aConnectionThatNobodyNeedsIsClosedThoughNoOtherMessageFollows() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(GREETING + TRANSACTION + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS, Duration.ofMillis(500), Duration.ofMillis(50))) {
            send(pool, server);
            assertThat(pool.keptFor()).isEqualTo(1);
            server.assertPlayed();
            assertThat(pool.keptFor())
                    .as("nothing is left of a next hop that nobody writes to")
                    .isZero();
        }
    }

    @Test
    void aConnectionThatWasKeptForTooLongIsNotUsedAgain() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.of(GREETING + TRANSACTION + "C: QUIT", GREETING + TRANSACTION + "C: QUIT");
                ConnectionPool pool = new ConnectionPool(SETTINGS, Duration.ofMillis(50), Duration.ofHours(1))) {
            SmtpConnection first = send(pool, server);
            await().pollDelay(Duration.ofMillis(100)).until(first::isReusable);
            assertThat(send(pool, server)).isNotSameAs(first);
            pool.close();
            server.assertPlayed();
        }
    }

    private static SmtpConnection send(ConnectionPool pool, ScriptedServer server) throws SmtpFailure {
        SmtpConnection connection = pool.take(hop(server), TlsLevel.NONE);
        try (OutgoingTransaction transaction = connection.begin()) {
            transaction.start(envelope("b@example.org"), HELLO, false);
            transaction.body(HELLO);
            transaction.commit();
        }
        pool.giveBack(connection, TlsLevel.NONE);
        return connection;
    }
}
