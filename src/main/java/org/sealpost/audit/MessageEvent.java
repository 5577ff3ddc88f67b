package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a message. {@link Decided} is the intent, durable before the act; {@link Delivered}, {@link Deferred},
 * {@link Bounced}, {@link Refused}, {@link Held} and {@link OutcomeUnknown} are outcomes and carry the intent's attempt.
 *
 * <p>Each event names the recipients that it is about, so that the current state of a recipient is what the last event
 * says that names it. A text ({@code why}, {@code reason}) is in Sealpost's or the staff's words, never a foreign
 * server's: such a text may quote an address.
 */
public sealed interface MessageEvent extends EventData {

    /** The recipients that it is about. */
    List<Pseudonym> recipients();

    /**
     * A practice's server handed a message over.
     *
     * @param sender empty for the null path
     * @param size octets
     * @param client network address of the practice's server
     * @param tls how the client's connection was protected, empty when in clear
     */
    record Received(
            Optional<Pseudonym> sender, List<Pseudonym> recipients, long size, String client, Optional<TlsEvidence> tls)
            implements MessageEvent {
        public Received {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * The intent: what was decided for recipients that share it, and what will be done now.
     *
     * @param nextHop {@code host:port} that the message is about to go to, if it goes to one
     */
    record Decided(List<Pseudonym> recipients, DecisionRecord decision, IntendedAction action, Optional<String> nextHop)
            implements MessageEvent {
        public Decided {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * The next hop took the message.
     *
     * @param protection the level at which it left, such as {@code verified-tls}
     * @param nextHop {@code host:port}
     * @param address of the next hop, as it was connected to; empty in events of earlier versions
     * @param tls what the next hop proved, empty when the message went in clear
     * @param certificates SHA-256 fingerprints (hex) of the certificates it was encrypted to
     * @param size octets as sent
     */
    record Delivered(
            List<Pseudonym> recipients,
            String protection,
            String nextHop,
            Optional<String> address,
            Optional<TlsEvidence> tls,
            ReplyCodes reply,
            List<String> certificates,
            long size)
            implements MessageEvent {
        public Delivered {
            recipients = List.copyOf(recipients);
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * Not now: the message is in the queue and is tried again.
     *
     * @param nextHop {@code host:port}, empty when none was found
     * @param reply the next hop's, empty when there was none
     * @param why in Sealpost's words
     */
    record Deferred(
            List<Pseudonym> recipients,
            Optional<String> nextHop,
            Optional<ReplyCodes> reply,
            String why,
            Instant retryAt)
            implements MessageEvent {
        public Deferred {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * Never: the sender is told by a notification (RFC 3464).
     *
     * @param reply the next hop's, empty when Sealpost gave up
     * @param why in Sealpost's words
     * @param notified false when nobody may be told (the null path)
     */
    record Bounced(
            List<Pseudonym> recipients,
            Optional<String> nextHop,
            Optional<ReplyCodes> reply,
            String why,
            boolean notified)
            implements MessageEvent {
        public Bounced {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A person decides.
     *
     * @param why in Sealpost's words
     * @param expires when it goes back to its sender
     */
    record Held(List<Pseudonym> recipients, String why, Instant expires) implements MessageEvent {
        public Held {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A person let a held message go on. What is done then is decided anew and has an intent of its own.
     *
     * @param reason the person's words
     */
    record Released(List<Pseudonym> recipients, Actor by, String reason) implements MessageEvent {
        public Released {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A person sent a waiting message by another next hop.
     *
     * @param nextHop {@code host:port}
     * @param reason the person's words
     */
    record Rerouted(List<Pseudonym> recipients, Actor by, String nextHop, String reason) implements MessageEvent {
        public Rerouted {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A person had a waiting message tried at once.
     *
     * @param reason the person's words
     */
    record Retried(List<Pseudonym> recipients, Actor by, String reason) implements MessageEvent {
        public Retried {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * The message does not go: by decision, by the next hop's reply within the session, by a person.
     *
     * @param by the person, empty when no person did
     * @param reply what the sender's server was told, empty when it had its 250 before
     */
    record Refused(List<Pseudonym> recipients, Optional<Actor> by, Optional<ReplyCodes> reply, String why)
            implements MessageEvent {
        public Refused {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * An intent to deliver whose instance died before it could say what became of it. Counted as a disclosure; the
     * message is never sent again.
     *
     * @param instance the one that died
     */
    record OutcomeUnknown(List<Pseudonym> recipients, UUID instance) implements MessageEvent {
        public OutcomeUnknown {
            recipients = List.copyOf(recipients);
        }
    }
}
