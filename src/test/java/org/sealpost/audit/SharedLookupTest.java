package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedLookupTest {

    private final ConcurrentLinkedQueue<List<Integer>> statements = new ConcurrentLinkedQueue<>();

    @Test
    void aLoneCallerAsksAtOnce() {
        assertThat(new SharedLookup<>("answers", this::square).ask(7)).isEqualTo(49);
        assertThat(statements).containsExactly(List.of(7));
    }

    @Test
    void whoComesWhileTwoAreAskingSharesTheNextStatement() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        SharedLookup<Integer, Integer> lookup = new SharedLookup<>("answers", questions -> {
            if (asked.incrementAndGet() <= 2) {
                awaitQuietly(busy);
            }
            return square(questions);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(ask(threads, lookup, i));
                int begun = i + 1;
                await().until(() -> asked.get() == begun);
            }
            for (int i = 2; i < 40; i++) {
                answers.add(ask(threads, lookup, i));
            }
            await().until(() -> lookup.waiting() == 38);
            busy.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i * i);
            }
        }
        assertThat(statements).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void everyCallerGetsTheAnswerToItsOwnQuestionHoweverManyThereAre() throws Exception {
        SharedLookup<Integer, Integer> lookup = new SharedLookup<>("answers", this::square);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                answers.add(ask(threads, lookup, i % 1_000));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo((i % 1_000) * (i % 1_000));
            }
        }
        assertThat(lookup.waiting()).isZero();
    }

    @Test
    void whenTheDatabaseIsAwayEveryoneHearsItAndTheNextCallerIsServed() {
        AtomicInteger asked = new AtomicInteger();
        SharedLookup<Integer, Integer> lookup = new SharedLookup<>("answers", questions -> {
            if (asked.incrementAndGet() == 1) {
                throw new SQLException("the driver's text", "08006");
            }
            return square(questions);
        });
        assertThatThrownBy(() -> lookup.ask(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answers cannot be read")
                .hasMessageContaining("08006")
                .hasMessageNotContaining("driver");
        assertThat(lookup.ask(2)).isEqualTo(4);
    }

    @Test
    void aFaultOfOursIsHeardAndDoesNotStopTheOthers() {
        SharedLookup<Integer, Integer> lookup = new SharedLookup<>("answers", questions -> {
            if (questions.contains(1)) {
                throw new StackOverflowError();
            }
            return square(questions);
        });
        assertThatThrownBy(() -> lookup.ask(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lookup.ask(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lookup.ask(1)).isInstanceOf(IllegalStateException.class);
        assertThat(lookup.ask(2)).isEqualTo(4);
    }

    @Test
    void whenAnswersAreMissingThatIsHeardAndNobodyWaitsForEver() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        SharedLookup<Integer, Integer> lookup = new SharedLookup<>("answers", questions -> {
            asked.incrementAndGet();
            awaitQuietly(busy);
            return square(questions.subList(0, 1));
        });
        List<FutureTask<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(question -> new FutureTask<>(() -> lookup.ask(question)))
                .toList();
        answers.subList(0, 2).forEach(Thread::startVirtualThread);
        await().until(() -> asked.get() == 2);
        answers.subList(2, 8).forEach(Thread::startVirtualThread);
        await().until(() -> lookup.waiting() == 6);
        busy.countDown();

        int failed = 0;
        for (FutureTask<Integer> one : answers) {
            try {
                one.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException refused) {
                assertThat(refused).hasMessageContaining("answers cannot be read");
                failed++;
            }
        }
        // The two who asked first were alone, and one of the others may have been.
        assertThat(failed).isBetween(5, 6);
    }

    private List<Integer> square(List<Integer> questions) {
        statements.add(List.copyOf(questions));
        return questions.stream().map(one -> one * one).toList();
    }

    private static Future<Integer> ask(ExecutorService threads, SharedLookup<Integer, Integer> lookup, int question) {
        Callable<Integer> asking = () -> lookup.ask(question);
        return threads.submit(asking);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
