package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFetchesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private final AtomicInteger fetches = new AtomicInteger();

    /** Fresh for an hour, to be fetched again after half of it. */
    private record Hourly(int number, Instant from) implements Perishable {

        @Override
        public Instant until() {
            return from.plusSeconds(3600);
        }

        @Override
        public int weight() {
            return 1;
        }
    }

    @Test
    void fetchesOnceForAllWhoAskAtTheSameTime() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SharedFetches<String, Hourly> shared = new SharedFetches<>(100, threads);
            CountDownLatch go = new CountDownLatch(1);
            SharedFetches.Source<Hourly> slow = at -> {
                try {
                    go.await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
                return hourly(at);
            };
            var first = threads.submit(() -> shared.get("a", NOW, SOON, slow));
            var second = threads.submit(() -> shared.get("a", NOW, SOON, slow));
            await().until(() -> first.state() == java.util.concurrent.Future.State.RUNNING);
            go.countDown();

            assertThat(first.get().value()).map(Hourly::number).contains(1);
            assertThat(second.get().value()).map(Hourly::number).contains(1);
        }
    }

    @Test
    void waitsUntilTheDeadlineOnlyAndTheFetchServesTheNextOne() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SharedFetches<String, Hourly> shared = new SharedFetches<>(100, threads);
            CountDownLatch go = new CountDownLatch(1);
            SharedFetches.Source<Hourly> slow = at -> {
                try {
                    go.await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
                return hourly(at);
            };

            SharedFetches.Known<Hourly> late = shared.get("a", NOW, Deadline.in(Duration.ofMillis(50)), slow);

            assertThat(late.value()).isEmpty();
            assertThat(late.fault()).contains("no answer came in time");
            go.countDown();
            assertThat(shared.get("a", NOW, SOON, slow).value())
                    .map(Hourly::number)
                    .contains(1);
            assertThat(fetches).hasValue(1);
        }
    }

    @Test
    void servesWhatItHasWhileANewerOneIsFetched() {
        Queue<Runnable> later = new ArrayDeque<>();
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, later::add);
        shared.prepare("a", NOW, this::hourly);
        later.remove().run();

        Instant soonOld = NOW.plusSeconds(2000);
        assertThat(shared.get("a", soonOld, SOON, this::hourly).value())
                .map(Hourly::number)
                .contains(1);
        later.remove().run();
        assertThat(shared.get("a", soonOld, SOON, this::hourly).value())
                .map(Hourly::number)
                .contains(2);
        assertThat(later).isEmpty();
    }

    @Test
    void fetchesAgainByItselfWhatWasUsedSinceTheLastTimeAndNothingElse() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        shared.get("a", NOW, SOON, this::hourly);

        shared.refresh(NOW.plusSeconds(60));
        assertThat(fetches).hasValue(1);
        shared.refresh(NOW.plusSeconds(2000));
        assertThat(fetches).hasValue(2);
        shared.refresh(NOW.plusSeconds(9000));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void keepsWhatIsOutOfDateAndSaysWhyThereIsNothingNewer() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        shared.get("a", NOW, SOON, this::hourly);

        SharedFetches.Known<Hourly> known = shared.get("a", NOW.plusSeconds(4000), SOON, at -> {
            throw new RevocationUnknownException("nobody listens");
        });

        assertThat(known.value()).map(Hourly::number).contains(1);
        assertThat(known.fault()).contains("nobody listens");
    }

    @Test
    void triesNothingAgainAtOnceThatFailed() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        SharedFetches.Source<Hourly> broken = at -> {
            fetches.incrementAndGet();
            throw new RevocationUnknownException("nobody listens");
        };

        shared.get("a", NOW, SOON, broken);
        SharedFetches.Known<Hourly> second = shared.get("a", NOW, SOON, broken);

        assertThat(fetches).hasValue(1);
        assertThat(second.fault()).contains("nobody listens");
    }

    /** Authorities are late with the next one: whoever asks meanwhile waits for nothing and gets nothing newer. */
    @Test
    void fetchesWhatIsOutOfDateWhenItComesOnceAMinuteOnly() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        SharedFetches.Source<Hourly> late = at -> hourly(NOW.minusSeconds(9000));

        shared.get("a", NOW, SOON, late);
        shared.get("a", NOW.plusSeconds(30), SOON, late);
        shared.refresh(NOW.plusSeconds(59));
        assertThat(fetches).hasValue(1);

        shared.get("a", NOW.plusSeconds(61), SOON, late);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fetchesAgainHalfWayFromWhenItCameHoweverOldItWasThen() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        SharedFetches.Source<Hourly> aged = at -> hourly(NOW.minusSeconds(2000));

        shared.get("a", NOW, SOON, aged);
        shared.get("a", NOW.plusSeconds(700), SOON, aged);
        shared.refresh(NOW.plusSeconds(700));
        assertThat(fetches).hasValue(1);

        shared.get("a", NOW.plusSeconds(900), SOON, aged);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fetchesAgainAtOnceWhatServedAndIsOutOfDateWithinAMinute() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        shared.get("a", NOW, SOON, at -> hourly(NOW.minusSeconds(3580)));

        assertThat(shared.get("a", NOW.plusSeconds(30), SOON, this::hourly).value())
                .map(Hourly::number)
                .contains(2);
    }

    /** A machine that starts with its clock ahead, until it asks for the time. */
    @Test
    void fetchesAgainWhenTheClockWasSetBack() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        Instant ahead = NOW.plus(Duration.ofDays(30));
        SharedFetches.Source<Hourly> now = at -> hourly(NOW);
        shared.get("a", ahead, SOON, now);

        shared.get("a", NOW, SOON, now);
        assertThat(fetches).hasValue(2);
        shared.get("a", NOW.plusSeconds(60), SOON, now);
        assertThat(fetches).hasValue(2);

        assertThat(shared.get("a", NOW.plus(Duration.ofDays(6)), SOON, this::hourly)
                        .value())
                .map(Hourly::number)
                .contains(3);
    }

    @Test
    void letsTheRefreshFetchAgainWhatCameBeforeTheClockWasSetBack() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);
        shared.get("a", NOW.plus(Duration.ofDays(30)), SOON, this::hourly);

        shared.refresh(NOW);

        assertThat(fetches).hasValue(2);
    }

    @Test
    void forgetsFirstWhatWasNotAskedForLongest() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(20, Runnable::run);
        shared.get("a", NOW, SOON, this::hourly);
        shared.get("b", NOW, SOON, this::hourly);
        shared.get("a", NOW, SOON, this::hourly);
        shared.get("c", NOW, SOON, this::hourly);

        assertThat(shared.get("a", NOW, SOON, this::hourly).value())
                .map(Hourly::number)
                .contains(1);
        assertThat(shared.get("b", NOW, SOON, this::hourly).value())
                .map(Hourly::number)
                .contains(4);
    }

    @Test
    void aFaultOfOursIsNoAnswer() {
        SharedFetches<String, Hourly> shared = new SharedFetches<>(100, Runnable::run);

        SharedFetches.Known<Hourly> known = shared.get("a", NOW, SOON, at -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(known)
                .isEqualTo(new SharedFetches.Known<>(Optional.empty(), Optional.of("the answer could not be read")));
    }

    private Hourly hourly(Instant at) {
        return new Hourly(fetches.incrementAndGet(), at);
    }
}
