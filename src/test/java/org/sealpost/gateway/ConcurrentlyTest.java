package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several destinations of one message, of which some are silent. */
class ConcurrentlyTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void oneThatIsSilentCostsTheOthersNothingAndIsGivenUpAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);

        Map<String, String> found = Concurrently.until(
                Instant.now().plusMillis(300),
                List.of("silent", "good", "better"),
                name -> name.equals("silent") ? waitFor(never) : name + " found",
                "not in time");

        assertThat(found).isEqualTo(Map.of("silent", "not in time", "good", "good found", "better", "better found"));
        never.countDown();
    }

    @Test
    void allAreUnderWayAtTheSameTime() {
        CyclicBarrier allThree = new CyclicBarrier(3);

        Map<String, String> reached =
                Concurrently.all(List.of("a", "b", "c"), name -> meet(allThree, name), name -> {});

        assertThat(reached).hasSize(3);
    }

    @Test
    void aMessageToHundredsOfDomainsAsksForSixteenAtATime() {
        AtomicInteger underWay = new AtomicInteger();

        Map<Integer, Integer> seen = Concurrently.all(
                IntStream.range(0, 200).boxed().toList(),
                one -> {
                    int now = underWay.incrementAndGet();
                    Thread.yield();
                    underWay.decrementAndGet();
                    return now;
                },
                one -> {});

        assertThat(seen).hasSize(200);
        assertThat(seen.values()).allMatch(now -> now <= Concurrently.AT_A_TIME);
    }

    @Test
    void aSingleOneThatIsSilentIsGivenUpAtTheDeadlineToo() {
        CountDownLatch never = new CountDownLatch(1);
        Instant begin = Instant.now();

        Map<String, String> found =
                Concurrently.until(begin.plusMillis(300), List.of("silent"), name -> waitFor(never), "not in time");

        assertThat(found).isEqualTo(Map.of("silent", "not in time"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(LONG);
        never.countDown();
    }

    @Test
    void aSingleOneThatEndsByItselfNeedsNoThread() {
        Thread own = Thread.currentThread();

        assertThat(Concurrently.all(List.of("a"), name -> Thread.currentThread(), thread -> {}))
                .containsValue(own);
    }

    @Test
    void aFaultIsTheAskersAndWhatOthersHoldIsGivenBack() {
        Queue<String> givenBack = new ConcurrentLinkedQueue<>();

        assertThatThrownBy(() -> Concurrently.all(List.of("a", "bad", "c"), ConcurrentlyTest::connect, givenBack::add))
                .hasMessage("a fault");
        assertThat(givenBack).containsExactlyInAnyOrder("a", "c");
        assertThatThrownBy(() -> Concurrently.until(
                        Instant.now().plus(LONG), List.of("a", "bad"), ConcurrentlyTest::connect, "late"))
                .hasMessage("a fault");
    }

    private static String connect(String name) {
        if (name.equals("bad")) {
            throw new IllegalStateException("a fault");
        }
        return name;
    }

    private static String waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return "late";
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static String meet(CyclicBarrier barrier, String name) {
        try {
            barrier.await(LONG.toSeconds(), TimeUnit.SECONDS);
            return name;
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }
}
