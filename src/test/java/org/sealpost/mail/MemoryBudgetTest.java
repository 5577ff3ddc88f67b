package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final MessageSource STRANGER = MessageSource.of("stranger");

    private final MemoryBudget budget = new MemoryBudget(MemoryBudget.forMessage(1_000_000));

    @Test
    void reservesRoomForTheMessageAndItsEncoding() {
        assertThat(budget.reserve(1_000_000)).isPresent();
        assertThat(budget.reserved()).isGreaterThanOrEqualTo(2_300_000);
        assertThat(budget.reserve(0)).isEmpty();
    }

    @Test
    void growsOnlyWhileThereIsRoomAndGivesEverythingBack() {
        MemoryBudget.Reservation first = budget.reserve(100_000).orElseThrow();
        MemoryBudget.Reservation second = budget.reserve(100_000).orElseThrow();
        assertThat(first.growTo(500_000)).isTrue();
        assertThat(second.growTo(900_000)).isFalse();
        first.shrinkTo(200_000);
        assertThat(second.growTo(700_000)).isTrue();
        first.close();
        first.close();
        second.close();
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void whoeverWaitsGetsTheRoomThatIsGivenBackInOrder() throws Exception {
        MemoryBudget.Reservation all = budget.reserve(1_000_000).orElseThrow();
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            Thread waiter = Thread.ofVirtual().start(() -> {
                try (MemoryBudget.Reservation mine =
                        budget.reserve(900_000, Duration.ofSeconds(20)).orElseThrow()) {
                    served.add(number);
                }
            });
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            waiters.add(waiter);
        }
        assertThat(served).isEmpty();

        all.close();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(served).containsExactly(0, 1, 2);
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void whoeverHoldsRoomAlreadyGoesFirst() throws Exception {
        MemoryBudget.Reservation holder = budget.reserve(100_000).orElseThrow();
        MemoryBudget.Reservation other = budget.reserve(800_000).orElseThrow();
        Thread newcomer = Thread.ofVirtual().start(() -> budget.reserve(800_000, Duration.ofSeconds(20)));
        await().until(() -> newcomer.getState() == Thread.State.TIMED_WAITING);

        assertThat(holder.growTo(150_000)).isTrue();
        assertThat(holder.growTo(500_000, Duration.ofMillis(50))).isFalse();

        other.close();
        newcomer.join();
        assertThat(budget.reserved()).isEqualTo(MemoryBudget.forMessage(150_000) + MemoryBudget.forMessage(800_000));
    }

    @Test
    void givesUpWhenItsTimeIsOverAndLetsSmallerOnesPass() throws Exception {
        MemoryBudget.Reservation most = budget.reserve(900_000).orElseThrow();
        assertThat(budget.reserve(2_000_000, Duration.ofSeconds(20))).isEmpty();
        Thread big = Thread.ofVirtual().start(() -> budget.reserve(800_000, Duration.ofMillis(200)));
        await().until(() -> big.getState() == Thread.State.TIMED_WAITING);

        assertThat(budget.reserve(10_000, Duration.ofSeconds(20))).isPresent();

        big.join();
        most.close();
        assertThat(budget.reserved()).isEqualTo(MemoryBudget.forMessage(10_000));
    }

    @Test
    void whatIsLargerThanEverythingWaitsUntilItIsAloneAndGetsEverything() throws Exception {
        MemoryBudget.Reservation other = budget.reserve(10_000).orElseThrow();
        assertThat(budget.reserveAtMostAll(2_000_000, Duration.ZERO)).isEmpty();
        other.close();

        MemoryBudget.Reservation all =
                budget.reserveAtMostAll(2_000_000, Duration.ZERO).orElseThrow();
        assertThat(budget.reserved()).isEqualTo(budget.limit());
        assertThat(budget.reserve(0)).isEmpty();

        all.close();
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void aQuarterStaysForOthersWhateverOneSourceAnnounces_slowLoris() {
        int announced = 0;
        while (budget.reserve(STRANGER, 50_000, Duration.ZERO).isPresent()) {
            announced++;
        }
        assertThat(announced).isPositive();
        assertThat(budget.reserved()).isBetween(budget.limit() / 2, budget.limit() / 4 * 3);
        assertThat(budget.reserve(MessageSource.of("another"), 150_000, Duration.ZERO))
                .isPresent();
    }

    /** Of what a message was promised before others of its source came, an eighth of all is kept for it to grow. */
    @Test
    void aMessageThatWasBegunMayGrowBeyondWhatNewOnesMayTake() {
        MemoryBudget.Reservation begun =
                budget.reserve(STRANGER, 400_000, Duration.ZERO).orElseThrow();
        assertThat(budget.reserve(STRANGER, 300_000, Duration.ZERO)).isPresent();
        assertThat(budget.reserve(STRANGER, 50_000, Duration.ZERO)).isEmpty();

        assertThat(begun.growTo(500_000)).isTrue();
        assertThat(begun.growTo(600_000)).isFalse();
        assertThat(budget.reserve(50_000)).isPresent();
    }

    @Test
    void aMessageThatIsAloneMayBeAsLargeAsAny() {
        MemoryBudget.Reservation alone =
                budget.reserve(STRANGER, budget.largestPromise(), Duration.ZERO).orElseThrow();
        assertThat(budget.reserved()).isLessThanOrEqualTo(budget.limit() / 2);
        assertThat(alone.growTo(budget.largestMessage())).isTrue();
        assertThat(budget.reserve(STRANGER, 0, Duration.ZERO)).isEmpty();
    }

    @Test
    void aWholeMessageIsNoLongerItsSources() {
        budget.reserve(STRANGER, 400_000, Duration.ZERO).orElseThrow().whole();
        MemoryBudget.Reservation next =
                budget.reserve(STRANGER, 450_000, Duration.ZERO).orElseThrow();
        next.whole();
        next.whole();
        next.close();
        next.close();
        assertThat(budget.reserved()).isEqualTo(MemoryBudget.forMessage(400_000));
        assertThat(budget.reserve(STRANGER, 450_000, Duration.ZERO)).isPresent();
    }

    @Test
    void sourcesWithinALargerOneShareItsPart() {
        MessageSource inbound = MessageSource.of("inbound");
        for (String client : List.of("one", "two", "three")) {
            while (budget.reserve(inbound.part(client), 50_000, Duration.ZERO).isPresent()) {
                assertThat(budget.reserved()).isLessThanOrEqualTo(budget.limit() / 4 * 3);
            }
        }
        assertThat(budget.reserve(MessageSource.of("one"), 150_000, Duration.ZERO))
                .isPresent();
    }

    @Test
    void nobodyWaitsForAMessageWhoseSourceHasItsShare() throws Exception {
        MemoryBudget.Reservation held =
                budget.reserve(STRANGER, 400_000, Duration.ZERO).orElseThrow();
        Thread waiting = Thread.ofVirtual().start(() -> budget.reserve(STRANGER, 400_000, Duration.ofSeconds(20)));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        assertThat(budget.reserve(MessageSource.of("another"), 400_000, Duration.ZERO))
                .isPresent();

        held.close();
        waiting.join();
        assertThat(budget.reserved()).isEqualTo(2 * MemoryBudget.forMessage(400_000));
    }
}
