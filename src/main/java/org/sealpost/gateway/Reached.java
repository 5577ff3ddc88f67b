package org.sealpost.gateway;

import java.util.Optional;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.DestinationPlaces;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.TlsLevel;

/** What came of reaching for the next hop. */
sealed interface Reached {

    /** Nothing that could be decided is sent anywhere. */
    record NotWanted() implements Reached {}

    /**
     * Connected.
     *
     * @param taken the level with which the connection was taken; what it proved is in the connection
     * @param place among the messages that are under way there; given back with the connection
     */
    record Open(Destination destination, SmtpConnection connection, TlsLevel taken, DestinationPlaces.Place place)
            implements Reached {}

    /**
     * Not now: what waits, waits at its level.
     *
     * @param tried whether it had its time to answer, so that asking again at once would only cost
     */
    record Away(Optional<Destination> destination, String why, boolean tried) implements Reached {

        Away(Optional<Destination> destination, String why) {
            this(destination, why, true);
        }

        static Away untried(Destination destination, String why) {
            return new Away(Optional.of(destination), why, false);
        }
    }

    /**
     * It answered, and its TLS is not what the operator demands of every connection.
     *
     * @param offersTls whether it has TLS at all
     */
    record Unproven(Destination destination, String why, boolean offersTls) implements Reached {}

    /** There is no such destination and never will be. */
    record Impossible(Reply reply) implements Reached {}

    /** The next hop as events name it. */
    default Optional<String> nextHop() {
        return switch (this) {
            case Open open -> Optional.of(open.connection().nextHop().toString());
            case Away away -> away.destination().map(one -> one.first().toString());
            case Unproven unproven -> Optional.of(unproven.destination().first().toString());
            case NotWanted notWanted -> Optional.empty();
            case Impossible impossible -> Optional.empty();
        };
    }
}
