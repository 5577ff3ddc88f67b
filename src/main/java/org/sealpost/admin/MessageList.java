package org.sealpost.admin;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.RecipientState;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.WaitingMessages;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Pages of messages, the newest first, all of them or those with a recipient in some state. */
@Singleton
final class MessageList {

    /** How far back one call looks for messages in a state; its page then says where to go on. */
    private static final int REACH = 1_000;

    private static final int STEP = 100;

    private final MessageHistory history;
    private final WaitingMessages waiting;

    MessageList(MessageHistory history, WaitingMessages waiting) {
        this.history = history;
        this.waiting = waiting;
    }

    /**
     * A page.
     *
     * @param next where the next page begins, if there may be one
     */
    record Page(List<MessageView> messages, Optional<MessageId> next) {}

    /** The page that follows a message, or the first. */
    Page page(PracticeId practice, Optional<RecipientState> state, int limit, Optional<MessageId> before) {
        if (state.isEmpty()) {
            List<MessageView> messages = history.recent(practice, limit, before);
            return new Page(messages, last(messages).filter(id -> messages.size() == limit));
        }
        return switch (state.get()) {
            // However old it is, what waits must be found at once, and the queue knows it.
            case HELD -> waiting(practice, QueuedPart.State.HELD, limit, before);
            case QUEUED -> waiting(practice, QueuedPart.State.QUEUED, limit, before);
            case RECEIVED,
                    SENDING,
                    DELIVERED,
                    IN_PORTAL,
                    READ_IN_PORTAL,
                    EXPIRED_IN_PORTAL,
                    REFUSED,
                    BOUNCED,
                    UNKNOWN -> search(practice, state.get(), limit, before);
        };
    }

    private Page waiting(PracticeId practice, QueuedPart.State state, int limit, Optional<MessageId> before) {
        List<MessageId> ids = waiting.of(practice, state, limit, before);
        List<MessageView> messages =
                ids.stream().flatMap(id -> history.of(practice, id).stream()).toList();
        return new Page(messages, ids.size() == limit ? Optional.of(ids.getLast()) : Optional.empty());
    }

    private Page search(PracticeId practice, RecipientState state, int limit, Optional<MessageId> before) {
        List<MessageView> found = new ArrayList<>();
        Optional<MessageId> from = before;
        for (int looked = 0; looked < REACH; looked += STEP) {
            List<MessageView> step = history.recent(practice, STEP, from);
            for (MessageView message : step) {
                if (message.recipients().stream().anyMatch(one -> one.state() == state)) {
                    found.add(message);
                    if (found.size() == limit) {
                        return new Page(found, Optional.of(message.id()));
                    }
                }
            }
            if (step.size() < STEP) {
                return new Page(found, Optional.empty());
            }
            from = last(step);
        }
        return new Page(found, from);
    }

    private static Optional<MessageId> last(List<MessageView> messages) {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.getLast().id());
    }
}
