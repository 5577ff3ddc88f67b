package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.IntendedAction;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.inspect.StructureFault;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;

/** What would become of a message, with every reason; nothing is sent and nothing is recorded. */
@Singleton
public final class DryRun {

    private final SenderCheck senders;
    private final Consideration consideration;
    private final Deciding deciding;
    private final DeliverySettings settings;

    DryRun(SenderCheck senders, Consideration consideration, Deciding deciding, DeliverySettings settings) {
        this.senders = senders;
        this.consideration = consideration;
        this.deciding = deciding;
        this.settings = settings;
    }

    /**
     * The answer for one recipient.
     *
     * @param nextHop {@code host:port} that was connected to, to see what it proves
     */
    public record Answer(Mailbox recipient, DecisionRecord decision, IntendedAction action, Optional<String> nextHop) {}

    /** A message that would be refused whoever it is for. */
    public static final class RefusedMessageException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedMessageException(String text) {
            super(text);
        }
    }

    /**
     * Decides as for a message that came in now from one of the practice's servers, not from an account. Next hops are
     * connected to, as they would be, and told nothing.
     *
     * @throws RefusedMessageException with the sentence that its sender would be told
     */
    public List<Answer> explain(PracticeId practice, ReversePath from, List<Mailbox> to, RawMessage message)
            throws RefusedMessageException {
        pass(senders.refusal(practice, Optional.empty(), from));
        MessageContent content = consideration.inspect(practice, message);
        Optional<StructureFault> fault = content.findings().fault();
        if (fault.isPresent()) {
            throw new RefusedMessageException(fault.get().text());
        }
        pass(senders.refusal(practice, Optional.empty(), message));
        List<Considered> considered = consideration.consider(practice, from, to, message, content);
        List<DecidedRecipient> decided =
                deciding.decideInPlace(practice, considered, Instant.now().plus(settings.cutThroughBudget()));
        try {
            return decided.stream().map(DryRun::answer).toList();
        } finally {
            deciding.release(decided);
        }
    }

    private static void pass(Optional<Reply> refusal) throws RefusedMessageException {
        if (refusal.isPresent()) {
            throw new RefusedMessageException(refusal.get().text());
        }
    }

    private static Answer answer(DecidedRecipient one) {
        IntendedAction action = switch (one.decision().protection()) {
            case PLAIN, TLS, VERIFIED_TLS, SMIME ->
                switch (one.reached()) {
                    case Reached.Open open -> IntendedAction.DELIVER;
                    case Reached.Impossible impossible -> IntendedAction.REFUSE;
                    case Reached.Away away -> IntendedAction.QUEUE;
                    case Reached.Unproven unproven -> IntendedAction.QUEUE;
                    case Reached.NotWanted notWanted -> IntendedAction.QUEUE;
                };
            case PORTAL -> IntendedAction.PORTAL;
            case HOLD -> IntendedAction.HOLD;
            case REJECT -> IntendedAction.REFUSE;
        };
        return new Answer(
                one.recipient(), DecisionRecords.of(one), action, one.reached().nextHop());
    }
}
