package org.sealpost.audit;

import java.time.Instant;
import java.util.Optional;

/** Follows one recipient through a message's events. The last event that changes the state says what it is. */
final class RecipientProgress {

    private final Party recipient;
    private RecipientState state = RecipientState.RECEIVED;
    private Instant since;
    private Optional<DecisionRecord> decision = Optional.empty();
    private Optional<String> nextHop = Optional.empty();
    private Optional<String> address = Optional.empty();
    private Optional<TlsEvidence> tls = Optional.empty();
    private Optional<ReplyCodes> reply = Optional.empty();
    private Optional<String> note = Optional.empty();
    private Optional<Instant> retryAt = Optional.empty();

    RecipientProgress(Party recipient, Instant first) {
        this.recipient = recipient;
        this.since = first;
    }

    /** Of mail that Sealpost wrote itself, which was never received. */
    RecipientProgress(Party recipient, OwnMessage own) {
        this(recipient, own.written());
        state = own.state();
        note = Optional.of(own.why());
        retryAt = own.retryAt();
    }

    void follow(Instant time, MessageEvent event) {
        switch (event) {
            case MessageEvent.Received ignored -> become(RecipientState.RECEIVED, time);
            case MessageEvent.Decided decided -> {
                become(intended(decided.action()), time);
                decision = Optional.of(decided.decision());
                nextHop = decided.nextHop();
            }
            case MessageEvent.Delivered delivered -> {
                become(RecipientState.DELIVERED, time);
                nextHop = Optional.of(delivered.nextHop());
                address = delivered.address();
                tls = delivered.tls();
                reply = Optional.of(delivered.reply());
            }
            case MessageEvent.Deferred deferred -> {
                become(RecipientState.QUEUED, time);
                nextHop = deferred.nextHop();
                reply = deferred.reply();
                note = Optional.of(deferred.why());
                retryAt = Optional.of(deferred.retryAt());
            }
            case MessageEvent.Bounced bounced -> {
                become(RecipientState.BOUNCED, time);
                nextHop = bounced.nextHop();
                reply = bounced.reply();
                note = Optional.of(bounced.why());
            }
            case MessageEvent.Held held -> {
                become(RecipientState.HELD, time);
                note = Optional.of(held.why());
            }
            case MessageEvent.Released released -> {
                become(RecipientState.QUEUED, time);
                note = Optional.of(released.reason());
            }
            case MessageEvent.Rerouted rerouted -> {
                nextHop = Optional.of(rerouted.nextHop());
                note = Optional.of(rerouted.reason());
            }
            case MessageEvent.Retried retried -> note = Optional.of(retried.reason());
            case MessageEvent.Refused refused -> {
                become(RecipientState.REFUSED, time);
                reply = refused.reply();
                note = Optional.of(refused.why());
            }
            case MessageEvent.OutcomeUnknown ignored -> doubt(time);
        }
    }

    void follow(Instant time, PortalEvent event) {
        switch (event) {
            case PortalEvent.Stored ignored -> become(RecipientState.IN_PORTAL, time);
            case PortalEvent.Opened ignored -> become(RecipientState.READ_IN_PORTAL, time);
            case PortalEvent.Expired ignored -> become(RecipientState.EXPIRED_IN_PORTAL, time);
            case PortalEvent.Notified ignored -> note = Optional.of("The notice was sent.");
            case PortalEvent.Replied ignored -> note = Optional.of("The patient replied.");
        }
    }

    RecipientView view() {
        return new RecipientView(recipient, state, since, decision, nextHop, address, tls, reply, note, retryAt);
    }

    /** A dead process is noticed late: what another attempt has come to meanwhile is known, and stands. */
    private void doubt(Instant time) {
        if (state == RecipientState.SENDING) {
            become(RecipientState.UNKNOWN, time);
        }
    }

    /** What an earlier attempt said of reply, proof and retry no longer holds. */
    private void become(RecipientState next, Instant time) {
        state = next;
        since = time;
        address = Optional.empty();
        tls = Optional.empty();
        reply = Optional.empty();
        note = Optional.empty();
        retryAt = Optional.empty();
    }

    private static RecipientState intended(IntendedAction action) {
        return switch (action) {
            case DELIVER -> RecipientState.SENDING;
            case QUEUE -> RecipientState.QUEUED;
            case PORTAL -> RecipientState.IN_PORTAL;
            case HOLD -> RecipientState.HELD;
            case REFUSE -> RecipientState.REFUSED;
        };
    }
}
