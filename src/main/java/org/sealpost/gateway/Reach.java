package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.Lookup;
import org.sealpost.delivery.NextHops;
import org.sealpost.delivery.RestingDestinations;
import org.sealpost.mail.Domain;
import org.sealpost.policy.Protection;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;

/** The station that opens, or takes from the pool, the connection to the next hop, before anything is decided. */
@Singleton
final class Reach {

    private final NextHops nextHops;
    private final Connections connections;
    private final RestingDestinations resting;

    Reach(NextHops nextHops, Connections connections, RestingDestinations resting) {
        this.nextHops = nextHops;
        this.connections = connections;
        this.resting = resting;
    }

    /**
     * Where mail for the domain goes.
     *
     * @param wantsProof whether a decision may rest on proven TLS, so that what could prove it is looked for
     */
    Lookup destination(Domain domain, Optional<NextHop> route, boolean wantsProof) {
        return nextHops.find(domain, route, wantsProof);
    }

    /**
     * Connects.
     *
     * @param candidates levels that could be decided; without one that is sent, nothing is opened
     * @param wantsProof whether somebody's weakest level is proven TLS: servers that prove nothing are then passed over
     * @param deadline a next hop that has not greeted by then counts as away
     */
    Reached reach(Lookup lookup, SequencedSet<Protection> candidates, boolean wantsProof, Instant deadline) {
        if (candidates.stream().noneMatch(Protection::isSent)) {
            return new Reached.NotWanted();
        }
        return switch (lookup) {
            case Lookup.Found(Destination destination) ->
                open(destination, level(destination, candidates, wantsProof), wantsProof, deadline);
            case Lookup.Impossible(var reply) -> new Reached.Impossible(reply);
            case Lookup.Unknown(String why) -> new Reached.Away(Optional.empty(), why);
        };
    }

    /** Gives back a connection that was not needed after all. */
    void release(Reached reached) {
        if (reached instanceof Reached.Open(Destination destination, SmtpConnection connection, TlsLevel taken)) {
            connections.giveBack(destination, connection, taken);
        }
    }

    /**
     * As the operator demands; and TLS is at least tried where it could be needed. What the connection then proves
     * decides which levels are feasible.
     */
    private TlsLevel level(Destination destination, SequencedSet<Protection> candidates, boolean wantsProof) {
        TlsLevel least = connections.least(destination.kind());
        boolean plainWillDo =
                !wantsProof && (candidates.getFirst() == Protection.PLAIN || candidates.getFirst() == Protection.SMIME);
        return least == TlsLevel.NONE && !plainWillDo ? TlsLevel.OPPORTUNISTIC : least;
    }

    private Reached open(Destination destination, TlsLevel level, boolean wantsProof, Instant deadline) {
        return connections
                .takeKept(destination, level, wantsProof)
                .<Reached>map(kept -> new Reached.Open(destination, kept, level))
                .orElseGet(() -> openNew(destination, level, wantsProof, deadline));
    }

    private Reached openNew(Destination destination, TlsLevel level, boolean wantsProof, Instant deadline) {
        if (resting.rests(destination.first())) {
            return new Reached.Away(
                    Optional.of(destination),
                    destination.first() + " has not answered lately and is left alone a while");
        }
        Reached reached = connect(destination, level, wantsProof, deadline);
        if (reached instanceof Reached.Away) {
            resting.failed(destination.first());
        } else {
            resting.answered(destination.first());
        }
        return reached;
    }

    private Reached connect(Destination destination, TlsLevel level, boolean wantsProof, Instant deadline) {
        CompletableFuture<SmtpConnection> opening = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                opening.complete(connections.take(destination, level, wantsProof));
            } catch (SmtpFailure | RuntimeException failure) {
                opening.completeExceptionally(failure);
            }
        });
        long patience = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
        try {
            return new Reached.Open(destination, opening.get(patience, TimeUnit.MILLISECONDS), level);
        } catch (TimeoutException slow) {
            // When it comes after all, it is kept for the next message.
            opening.thenAccept(late -> connections.giveBack(destination, late, level));
            return new Reached.Away(Optional.of(destination), destination.first() + " has not answered in time");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Reached.Away(Optional.of(destination), "the attempt was interrupted");
        } catch (ExecutionException | CompletionException failure) {
            return failed(destination, failure.getCause());
        }
    }

    private static Reached failed(Destination destination, @Nullable Throwable cause) {
        if (cause instanceof SmtpFailure.Unproven unproven) {
            return new Reached.Unproven(destination, String.valueOf(unproven.getMessage()));
        }
        String why = cause instanceof SmtpFailure ? String.valueOf(cause.getMessage()) : "the connection failed";
        return new Reached.Away(Optional.of(destination), why);
    }
}
