package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.DestinationPlaces;
import org.sealpost.delivery.Lookup;
import org.sealpost.delivery.NextHops;
import org.sealpost.delivery.RestingDestinations;
import org.sealpost.delivery.Wanted;
import org.sealpost.mail.Domain;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;

/** The station that opens, or takes from the pool, the connection to the next hop, before anything is decided. */
@Singleton
final class Reach {

    private final NextHops nextHops;
    private final Connections connections;
    private final RestingDestinations resting;
    private final DestinationPlaces places;

    Reach(NextHops nextHops, Connections connections, RestingDestinations resting, DestinationPlaces places) {
        this.places = places;
        this.nextHops = nextHops;
        this.connections = connections;
        this.resting = resting;
    }

    /**
     * Where mail for the domain goes.
     *
     * @param wantsProof whether a decision may rest on proven TLS, so that what could prove it is looked for
     */
    Lookup destination(Domain domain, Optional<Route> route, boolean wantsProof) {
        boolean byPerson = route.map(Route::isByPerson).orElse(false);
        return nextHops.find(domain, route.map(MessagePart::nextHop), byPerson, wantsProof);
    }

    /**
     * Connects.
     *
     * @param weakest of each recipient the weakest level that could be decided; without one that is sent, nothing is
     *     opened
     * @param wanted what somebody's weakest level rests on: servers that lack it are passed over
     * @param deadline a next hop that has not greeted by then counts as away
     * @param turn gives a place among the messages that are under way there, if there is one
     */
    Reached reach(Lookup lookup, Set<Protection> weakest, Wanted wanted, Instant deadline, Turn turn) {
        if (weakest.stream().noneMatch(Protection::isSent)) {
            return new Reached.NotWanted();
        }
        return switch (lookup) {
            case Lookup.Found(Destination destination) ->
                turn.take()
                        .map(place -> open(destination, wanted, deadline, place))
                        .orElseGet(() -> new Reached.Away(
                                Optional.of(destination),
                                "as many messages as may be are under way to " + destination.first()));
            case Lookup.Impossible(var reply) -> new Reached.Impossible(reply);
            case Lookup.Unknown(String why) -> new Reached.Away(Optional.empty(), why);
        };
    }

    /** How a message comes to its turn at a destination. */
    interface Turn {
        Optional<DestinationPlaces.Place> take();
    }

    /** Among what clients send there, which waits a moment for a place. */
    Turn turn(Domain domain, Optional<Route> route) {
        return () -> places.takeForClient(domain, route.map(MessagePart::nextHop));
    }

    /** Gives back a connection that was not needed after all. */
    void release(Reached reached) {
        if (reached instanceof Reached.Open open) {
            connections.giveBack(open.destination(), open.connection(), open.taken());
            open.place().close();
        }
    }

    /**
     * As the operator demands; and TLS is at least tried where somebody could need it. What the connection then proves
     * decides which levels are feasible.
     */
    private TlsLevel level(Destination destination, Wanted wanted) {
        TlsLevel least = connections.least(destination.kind());
        return least == TlsLevel.NONE && wanted != Wanted.NOTHING ? TlsLevel.OPPORTUNISTIC : least;
    }

    private Reached open(Destination destination, Wanted wanted, Instant deadline, DestinationPlaces.Place place) {
        TlsLevel level = level(destination, wanted);
        Reached reached = connections
                .takeKept(destination, level, wanted)
                .<Reached>map(kept -> new Reached.Open(destination, kept, level, place))
                .orElseGet(() -> connect(destination, level, wanted, deadline, place));
        if (!(reached instanceof Reached.Open)) {
            place.close();
        }
        return reached;
    }

    private Reached connect(
            Destination destination, TlsLevel level, Wanted wanted, Instant deadline, DestinationPlaces.Place place) {
        CompletableFuture<SmtpConnection> opening = new CompletableFuture<>();
        AtomicReference<@Nullable Peer> tried = new AtomicReference<>();
        Thread.ofVirtual().start(() -> {
            try {
                opening.complete(connections.take(destination, level, wanted, tried::set));
            } catch (SmtpFailure | RuntimeException failure) {
                opening.completeExceptionally(failure);
            }
        });
        long patience = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
        try {
            return new Reached.Open(destination, opening.get(patience, TimeUnit.MILLISECONDS), level, place);
        } catch (TimeoutException slow) {
            // When it comes after all, it is kept for the next message.
            opening.thenAccept(late -> connections.giveBack(destination, late, level));
            if (patience == 0) {
                // Nobody knows how it would have answered: that is no failure of the server.
                return Reached.Away.untried(destination, "no time was left for " + destination.first());
            }
            Optional.ofNullable(tried.get()).ifPresent(resting::failed);
            return new Reached.Away(Optional.of(destination), destination.first() + " has not answered in time");
        } catch (InterruptedException interrupted) {
            opening.thenAccept(late -> connections.giveBack(destination, late, level));
            Thread.currentThread().interrupt();
            return new Reached.Away(Optional.of(destination), "the attempt was interrupted");
        } catch (ExecutionException | CompletionException failure) {
            return failed(destination, failure.getCause());
        }
    }

    private static Reached failed(Destination destination, @Nullable Throwable cause) {
        if (cause instanceof SmtpFailure.Unproven unproven) {
            return new Reached.Unproven(destination, String.valueOf(unproven.getMessage()), unproven.offersTls());
        }
        String why = cause instanceof SmtpFailure ? String.valueOf(cause.getMessage()) : "the connection failed";
        return new Reached.Away(Optional.of(destination), why);
    }
}
