package org.sealpost.smtp.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may try a password, and who no more. */
class GuessingTest {

    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");

    @Test
    void manyThatSignInRightlyAtOnceAreAllLookedAt() throws Exception {
        Guessing guessing = guessing(Duration.ofMinutes(15));
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                String login = "login" + i;
                all.add(clients.submit(() -> {
                    boolean admitted = guessing.admit(CLIENT, login);
                    TimeUnit.MILLISECONDS.sleep(50);
                    if (admitted) {
                        guessing.succeeded(CLIENT, login);
                    }
                    return admitted;
                }));
            }
        }
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }
    }

    @Test
    void manyWrongOnesAtOnceAreNoWayAround() throws Exception {
        Guessing guessing = guessing(Duration.ofMinutes(15));
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                all.add(clients.submit(() -> {
                    boolean admitted = guessing.admit(CLIENT, "server");
                    TimeUnit.MILLISECONDS.sleep(50);
                    if (admitted) {
                        guessing.failed(CLIENT, "server");
                    }
                    return admitted;
                }));
            }
        }
        int admitted = 0;
        for (Future<Boolean> one : all) {
            admitted += one.get() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(3);
        assertThat(guessing.admit(CLIENT, "server")).isFalse();
    }

    @Test
    void aRightPasswordDoesNotKeepOldFailuresAlive() throws Exception {
        Guessing guessing = guessing(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            assertThat(guessing.admit(CLIENT, "server")).isTrue();
            assertThat(guessing.failed(CLIENT, "server"))
                    .isEqualTo(Duration.ofSeconds(1).multipliedBy(1L << i));
        }
        TimeUnit.MILLISECONDS.sleep(700);
        assertThat(guessing.admit(CLIENT, "server")).isTrue();
        guessing.succeeded(CLIENT, "server");
        TimeUnit.MILLISECONDS.sleep(400);
        assertThat(guessing.admit(CLIENT, "server")).isTrue();
        assertThat(guessing.failed(CLIENT, "server")).isEqualTo(Duration.ofSeconds(1));
    }

    private static Guessing guessing(Duration memory) {
        return new Guessing(new GuessingLimits(3, memory, Duration.ofSeconds(1), 3));
    }
}
