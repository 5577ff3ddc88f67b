package org.sealpost.audit;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets callers who ask the database at the same moment share one statement. A lone caller asks at once; while two are
 * asking, whoever comes gathers, and the first of them asks next, for all. Nothing is remembered: each answer was read
 * after its question was put.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class SharedLookup<Q, A> {

    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_QUESTIONS = 128;

    private final String what;
    private final Source<Q, A> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private final Gathering gathering = new Gathering();
    private int asking;

    /**
     * Answers many questions with one statement.
     *
     * @param <Q> a question
     * @param <A> its answer
     */
    @FunctionalInterface
    public interface Source<Q, A> {
        /** @return the answers, in the order of the questions */
        List<A> answer(List<Q> questions) throws SQLException;
    }

    /** A caller: woken with the answer, or to ask for itself and for others. */
    private record Waiting<Q, A>(Q question, CompletableFuture<Supplier<A>> woken) {}

    /** @param what is looked up, in the plural, such as {@code consents}: for the sentence of a failure */
    public SharedLookup(String what, Source<Q, A> source) {
        this.what = what;
        this.source = source;
    }

    /**
     * Asks, of others too. Not within a transaction, whose state is nobody else's matter: that asks {@linkplain #askAlone
     * alone}.
     *
     * @throws IllegalStateException when the database does not answer; without the driver's message, which may quote a
     *     value
     */
    public A ask(Q question) {
        Waiting<Q, A> own = new Waiting<>(question, new CompletableFuture<>());
        lock.lock();
        try {
            waiting.add(own);
            if (asking < MOST_AT_ONCE) {
                asking++;
                // It is the only one who waits: others would have been woken to ask.
                waiting.remove().woken().complete(() -> askForAll(own));
            }
        } finally {
            lock.unlock();
        }
        return own.woken().join().get();
    }

    /**
     * Asks, and shares with nobody.
     *
     * @throws IllegalStateException as {@link #ask}
     */
    public A askAlone(Q question) {
        return answers(List.of(new Waiting<>(question, new CompletableFuture<>())))
                .getFirst()
                .get();
    }

    /** How many wait to be asked for. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private A askForAll(Waiting<Q, A> own) {
        List<Waiting<Q, A>> group = new ArrayList<>(List.of(own));
        try {
            gathering.await();
            lock.lock();
            try {
                while (!waiting.isEmpty() && group.size() < MOST_QUESTIONS) {
                    group.add(waiting.remove());
                }
                gathering.served(group.size());
            } finally {
                lock.unlock();
            }
            List<Supplier<A>> answers = answers(group);
            for (int i = 1; i < group.size(); i++) {
                group.get(i).woken().complete(answers.get(i));
            }
            return answers.getFirst().get();
        } catch (Error full) {
            // Nobody who was taken along may wait for ever.
            group.forEach(one -> one.woken().complete(refusal(full)));
            throw full;
        } finally {
            handOver();
        }
    }

    /** The next one asks, if there is one. */
    private void handOver() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                asking--;
            } else {
                Waiting<Q, A> next = waiting.remove();
                next.woken().complete(() -> askForAll(next));
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Supplier<A>> answers(List<Waiting<Q, A>> group) {
        List<Q> questions = group.stream().map(Waiting::question).toList();
        try {
            List<A> answers = source.answer(questions);
            if (answers.size() != questions.size()) {
                // Whoever got none would wait for ever.
                throw new IllegalStateException("there are more or fewer answers than questions");
            }
            return answers.stream().<Supplier<A>>map(answer -> () -> answer).toList();
        } catch (SQLException failure) {
            // Only whoever asked what the database refuses (class 22, data exception) shall hear of it.
            boolean oneOfThem = String.valueOf(failure.getSQLState()).startsWith("22") && group.size() > 1;
            return group.stream()
                    .<Supplier<A>>map(one -> oneOfThem ? answers(List.of(one)).getFirst() : refusal(failure))
                    .toList();
        } catch (RuntimeException | Error fault) {
            return group.stream().<Supplier<A>>map(one -> refusal(fault)).toList();
        }
    }

    private Supplier<A> refusal(Throwable failure) {
        String how = failure instanceof SQLException away
                ? "SQL state " + away.getSQLState()
                : failure.getClass().getSimpleName();
        return () -> {
            throw new IllegalStateException(what + " cannot be read (" + how + ")");
        };
    }
}
