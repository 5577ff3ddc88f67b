package org.sealpost.gateway;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.sealpost.delivery.Lookup;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;

/**
 * What the next hops that rules name would prove, where a practice only observes and its mail goes another way: what
 * would have been decided depends on them. They are connected to beside the next hop that has the message, and told
 * nothing. One that is late is waited for a moment only; it counts as away, for which a message would have waited.
 */
@Singleton
final class ObservedNextHops {

    /** From the first word on, and no more than half of what the message has. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Asking asking;

    /** How one next hop is asked. */
    interface Asking {

        /**
         * Connects and gives the connection back; what it proved stays known.
         *
         * @param sharing whose rules name it
         */
        Reached ask(Route route, List<Considered> sharing, Instant deadline);
    }

    /** What was begun for one message. */
    static final class Asked {

        private final Map<Route, CompletableFuture<Reached>> begun;
        private final Instant until;

        private Asked(Map<Route, CompletableFuture<Reached>> begun, Instant until) {
            this.begun = begun;
            this.until = until;
        }

        /** What the observed decision rests on, if that is another next hop than the one that has the message. */
        Optional<Reached> of(Considered one) {
            return named(one)
                    .map(route -> Optional.ofNullable(begun.get(route))
                            .map(answer -> await(route, answer))
                            .orElseGet(() -> away(route)));
        }

        private Reached await(Route route, CompletableFuture<Reached> answer) {
            long patience = Math.max(0, Duration.between(Instant.now(), until).toMillis());
            try {
                return answer.get(patience, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException unknown) {
                // A fault in what is only observed is none of the message's.
                return away(route);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return away(route);
            }
        }
    }

    @Inject
    ObservedNextHops(Reach reach) {
        this((route, sharing, deadline) -> ask(reach, route, sharing, deadline));
    }

    ObservedNextHops(Asking asking) {
        this.asking = asking;
    }

    /** Begins, and waits for nothing. */
    Asked ask(List<Considered> recipients, Instant deadline) {
        Instant now = Instant.now();
        Duration half = Duration.between(now, deadline).dividedBy(2);
        Map<Route, List<Considered>> sharing = recipients.stream()
                .filter(one -> named(one).isPresent())
                .collect(Collectors.groupingBy(one -> named(one).orElseThrow()));
        Map<Route, CompletableFuture<Reached>> begun = new HashMap<>();
        sharing.forEach((route, those) -> begun.put(
                route,
                CompletableFuture.supplyAsync(
                        () -> asking.ask(route, those, deadline),
                        task -> Thread.ofVirtual().name("observed").start(task))));
        return new Asked(begun, now.plus(half.compareTo(PATIENCE) < 0 ? half : PATIENCE));
    }

    /** A person's word on the way of a waiting message counts before a rule's, observed or not. */
    private static Optional<Route> named(Considered one) {
        return one.requirement().route().isPresent()
                ? Optional.empty()
                : one.observed().flatMap(demanded -> demanded.route());
    }

    private static Reached ask(Reach reach, Route route, List<Considered> sharing, Instant deadline) {
        List<Considered> demanded = sharing.stream().map(Considered::asDecided).toList();
        Set<Protection> weakest = demanded.stream().map(Deciding::weakest).collect(Collectors.toSet());
        Lookup lookup = reach.destination(demanded.getFirst().recipient().domain(), Optional.of(route), true);
        Reached reached = reach.reach(
                lookup,
                weakest,
                Deciding.wanted(demanded),
                deadline,
                reach.turn(demanded.getFirst().recipient().domain(), Optional.of(route)));
        reach.release(reached);
        return reached;
    }

    private static Reached away(Route route) {
        return new Reached.Away(Optional.empty(), route + " was not heard in time");
    }
}
