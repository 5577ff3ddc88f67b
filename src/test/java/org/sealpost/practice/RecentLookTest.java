package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecentLookTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final int CROWD = 200;
    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ends = new CountDownLatch(1);

    @Test
    void ofACrowdOneLooksAndAllSeeTheSame() throws Exception {
        RecentLook<Integer> look = new RecentLook<>(this::slow, LONG, LONG);

        assertThat(crowd(look)).allSatisfy(one -> assertThat(one.get()).isEqualTo(1));
        assertThat(looks).hasValue(1);
    }

    @Test
    void ofACrowdOneFailsForAllAndTheNextLooksAnew() throws Exception {
        RecentLook<Integer> look = new RecentLook<>(
                () -> {
                    if (slow() == 1) {
                        throw new IllegalStateException("away");
                    }
                    return 2;
                },
                LONG,
                LONG);

        assertThat(crowd(look)).allSatisfy(one -> assertThatThrownBy(one::get).hasRootCauseMessage("away"));
        assertThat(look.get()).isEqualTo(2);
    }

    @Test
    void whoAsksWhileAnotherLooksAnewIsServedByTheLastLook() throws Exception {
        RecentLook<Integer> look =
                new RecentLook<>(() -> looks.get() == 0 ? looks.incrementAndGet() : slow(), Duration.ZERO, LONG);
        assertThat(look.get()).isEqualTo(1);
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> anew = one.submit(look::get);
            begun.await();
            assertThat(look.get()).isEqualTo(1);
            ends.countDown();
            assertThat(anew.get()).isEqualTo(2);
        }
    }

    @Test
    void whatALookFindsThatBeganBeforeAChangeIsNotKept() throws Exception {
        RecentLook<Integer> look = new RecentLook<>(this::slow, LONG, LONG);
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> before = one.submit(look::get);
            begun.await();
            look.outdate();
            ends.countDown();
            assertThat(before.get()).isEqualTo(1);
        }
        assertThat(look.get()).isEqualTo(2);
        assertThat(look.get()).isEqualTo(2);
        look.outdate();
        assertThat(look.last()).contains(2);
        assertThat(look.get()).isEqualTo(3);
    }

    @Test
    void whoMayNotWaitGetsNothingWhileAnotherLooksForTheFirstTime() throws Exception {
        RecentLook<Integer> look = new RecentLook<>(this::slow, LONG, LONG);
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> other = one.submit(look::get);
            begun.await();
            assertThat(look.getWithoutWaiting()).isEmpty();
            ends.countDown();
            assertThat(other.get()).isEqualTo(1);
        }
        assertThat(look.getWithoutWaiting()).contains(1);
        look.outdate();
        assertThat(look.getWithoutWaiting()).as("nobody else looks").contains(2);
    }

    /** By a clock that only goes on, also where its number comes to its end. */
    @Test
    void looksAnewAfterItsTimeWhateverTheTimeOfDayIs() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
        RecentLook<Integer> look =
                new RecentLook<>(looks::incrementAndGet, Duration.ofNanos(10), Duration.ofNanos(20), now::get);
        assertThat(look.get()).isEqualTo(1);
        now.addAndGet(9);
        assertThat(look.get()).isEqualTo(1);
        now.addAndGet(1);
        assertThat(look.get()).isEqualTo(2);
        look.outdate();
        assertThat(look.get()).isEqualTo(3);
    }

    private int slow() {
        int number = looks.incrementAndGet();
        begun.countDown();
        try {
            assertThat(ends.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return number;
    }

    /** The first look ends when everyone waits for it. */
    private List<Future<Integer>> crowd(RecentLook<Integer> look) {
        List<FutureTask<Integer>> answers =
                Stream.generate(() -> new FutureTask<>(look::get)).limit(CROWD).toList();
        List<Thread> asking = answers.stream().map(Thread.ofVirtual()::start).toList();
        Awaitility.await().until(() -> asking.stream().map(Thread::getState).allMatch(WAITING::contains));
        ends.countDown();
        return List.copyOf(answers);
    }
}
