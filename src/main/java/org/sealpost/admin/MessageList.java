package org.sealpost.admin;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.OwnMessage;
import org.sealpost.audit.RecipientState;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.WaitingMessages;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/**
 * Messages as staff see them: pages of them, the newest first, all or those with a recipient in some state, and single
 * ones. What Sealpost wrote itself (notifications, notices, copies for the journal) stands among the practice's for as
 * long as it waits or is held.
 */
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
            return all(practice, limit, before);
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

    /** One message; nothing when the practice has none of that id. */
    Optional<MessageView> find(PracticeId practice, MessageId message) {
        List<MessageId> id = List.of(message);
        return history.of(practice, id, waiting.own(practice, id)).stream().findFirst();
    }

    /**
     * What was received, in the order of its events, and between it what Sealpost wrote, by its time. The page before may
     * have ended with either.
     */
    private Page all(PracticeId practice, int limit, Optional<MessageId> before) {
        Optional<MessageView> last = before.flatMap(id -> find(practice, id));
        if (before.isPresent() && last.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        Optional<OwnMessage> lastOwn =
                before.flatMap(id -> waiting.own(practice, List.of(id)).stream().findFirst());
        List<MessageView> received = lastOwn.map(own -> history.receivedBefore(practice, limit, own.written()))
                .orElseGet(() -> history.recent(practice, limit, before));
        List<OwnMessage> own = waiting.own(
                practice,
                limit,
                last.map(view -> new WaitingMessages.Before(view.receivedAt(), lastOwn.map(OwnMessage::id))));
        List<MessageView> page = merged(
                received, history.of(practice, own.stream().map(OwnMessage::id).toList(), own), limit);
        return new Page(page, last(page).filter(id -> page.size() == limit));
    }

    /** Both are in order already; of the same moment, what was received comes first. */
    private static List<MessageView> merged(List<MessageView> received, List<MessageView> own, int limit) {
        List<MessageView> page = new ArrayList<>();
        Iterator<MessageView> written = own.iterator();
        Optional<MessageView> next = next(written);
        for (MessageView message : received) {
            while (next.isPresent() && next.get().receivedAt().isAfter(message.receivedAt())) {
                page.add(next.get());
                next = next(written);
            }
            page.add(message);
        }
        while (next.isPresent()) {
            page.add(next.get());
            next = next(written);
        }
        return page.stream().limit(limit).toList();
    }

    private static Optional<MessageView> next(Iterator<MessageView> views) {
        return views.hasNext() ? Optional.of(views.next()) : Optional.empty();
    }

    private Page waiting(PracticeId practice, QueuedPart.State state, int limit, Optional<MessageId> before) {
        List<MessageId> ids = waiting.of(practice, state, limit, before);
        List<MessageView> messages = history.of(practice, ids, waiting.own(practice, ids));
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
