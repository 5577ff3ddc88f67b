package org.sealpost.certificate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sealpost.mail.Mailbox;

/**
 * Asks every place outside at once and waits for them together, within one budget. Answers are remembered as long as
 * they hold, also those that there is nothing; messages that ask the same at the same moment share one question; and what
 * comes after the budget is there for the next message.
 */
final class LookupRound {

    /** Memory for answers. */
    private static final long CACHE_OCTETS = 32L * 1024 * 1024;
    /** Of a failure, so that a server that is away costs the budget once and not with every message. */
    private static final Duration FAILURE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 128;

    private final List<CertificateLookup> lookups;
    private final Duration budget;
    private final BoundedCache<Question, Kept> kept =
            new BoundedCache<>(CACHE_OCTETS, one -> one.answer().octets());
    private final Map<Question, Asking> asking = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param budget for all of them together */
    LookupRound(List<CertificateLookup> lookups, Duration budget) {
        this.lookups = List.copyOf(lookups);
        this.budget = budget;
    }

    /** Without the address in its text. */
    private record Question(CertificateLookup lookup, String asked) {
        @Override
        public String toString() {
            return lookup.place();
        }
    }

    private record Kept(LookupAnswer answer, long until) {}

    private record Asking(CompletableFuture<LookupAnswer> answer, long since) {}

    /** What one place answered. */
    record Answered(CertificateLookup lookup, LookupAnswer answer) {}

    /**
     * The answer of each place, in the order of the places. It returns within the budget, whatever they do.
     *
     * @param order the sources that are asked, in that order; all of them when it is empty
     */
    List<Answered> ask(Mailbox mailbox, List<CertificateSource> order) {
        List<CertificateLookup> asked = asked(order);
        List<Object> all = new ArrayList<>(asked.size());
        for (CertificateLookup lookup : asked) {
            Question question = new Question(lookup, lookup.question(mailbox));
            Optional<LookupAnswer> known = known(question);
            all.add(known.isPresent() ? known.get() : begin(question, mailbox));
        }
        List<Answered> answers = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            LookupAnswer answer = all.get(i) instanceof Asking begun ? wait(begun) : (LookupAnswer) all.get(i);
            answers.add(new Answered(asked.get(i), answer));
        }
        return answers;
    }

    private List<CertificateLookup> asked(List<CertificateSource> order) {
        return order.isEmpty()
                ? lookups
                : lookups.stream()
                        .filter(one -> order.contains(one.source()))
                        .sorted(Comparator.comparingInt(one -> order.indexOf(one.source())))
                        .toList();
    }

    private Optional<LookupAnswer> known(Question question) {
        return kept.find(question)
                .filter(one -> one.until() - System.nanoTime() > 0)
                .map(Kept::answer);
    }

    private Object begin(Question question, Mailbox mailbox) {
        Asking own = new Asking(new CompletableFuture<>(), System.nanoTime());
        Asking other = asking.putIfAbsent(question, own);
        if (other != null) {
            return other;
        }
        if (!places.tryAcquire()) {
            asking.remove(question);
            LookupAnswer full = new LookupAnswer.Failed("was not asked, too many lookups are under way");
            own.answer().complete(full);
            return full;
        }
        Thread.ofVirtual().name("certificate-lookup").start(() -> {
            try {
                LookupAnswer answer = question.lookup().find(mailbox);
                kept.keep(
                        question,
                        new Kept(answer, System.nanoTime() + lifetime(answer).toNanos()));
                own.answer().complete(answer);
            } catch (RuntimeException | Error fault) {
                own.answer()
                        .complete(new LookupAnswer.Failed(
                                "failed (" + fault.getClass().getSimpleName() + ")"));
            } finally {
                asking.remove(question);
                places.release();
            }
        });
        return own;
    }

    private static Duration lifetime(LookupAnswer answer) {
        return switch (answer) {
            case LookupAnswer.Found(var certificates, var constraints, Duration ttl) ->
                ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl.compareTo(SHORTEST) < 0 ? SHORTEST : ttl;
            case LookupAnswer.Failed ignored -> FAILURE;
            case LookupAnswer.Unbelieved ignored -> FAILURE;
        };
    }

    /** The budget runs from when the question was put, by whichever message. */
    private LookupAnswer wait(Asking begun) {
        long left = begun.since() + budget.toNanos() - System.nanoTime();
        try {
            return begun.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return new LookupAnswer.Failed("gave no answer in " + budget.toMillis() + " ms");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new LookupAnswer.Failed("was interrupted");
        } catch (ExecutionException neverCompletedThatWay) {
            throw new IllegalStateException(neverCompletedThatWay);
        }
    }
}
