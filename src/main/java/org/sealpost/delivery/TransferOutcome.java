package org.sealpost.delivery;

import java.util.List;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;

/** What came of one transfer to a next hop. */
public sealed interface TransferOutcome {

    /**
     * The next hop answered the dot.
     *
     * @param recipients what it had said of each recipient
     * @param reply to the dot: 2xx and it has the message, 4xx or 5xx and it has not
     */
    record Answered(List<RecipientReply> recipients, Reply reply) implements TransferOutcome {
        public Answered {
            recipients = List.copyOf(recipients);
        }
    }

    /** It accepted no recipient, so nothing was sent. */
    record NobodyAccepted(List<RecipientReply> recipients) implements TransferOutcome {
        public NobodyAccepted {
            recipients = List.copyOf(recipients);
        }
    }

    /** It refused the message as a whole before the body. */
    record Refused(Reply reply) implements TransferOutcome {}

    /**
     * The connection failed before the dot: nothing was sent.
     *
     * @param why names the next hop and the cause
     */
    record Failed(String why) implements TransferOutcome {}

    /**
     * No answer to the dot: it may have the message or not.
     *
     * @param recipients what it had said of each recipient
     */
    record InDoubt(List<RecipientReply> recipients) implements TransferOutcome {
        public InDoubt {
            recipients = List.copyOf(recipients);
        }
    }

    /** Whether the server took nothing, and might another time; another server might at once. */
    default boolean isNotNow() {
        return switch (this) {
            case Failed failed -> true;
            case Refused(Reply reply) -> reply.isTemporary();
            case NobodyAccepted(List<RecipientReply> recipients) ->
                recipients.stream().allMatch(one -> one.reply().isTemporary());
            case Answered answered -> false;
            case InDoubt inDoubt -> false;
        };
    }

    /** Whether the final dot was sent, so that the server has it or may have it. */
    default boolean isSent() {
        return switch (this) {
            case Answered answered -> true;
            case InDoubt inDoubt -> true;
            case Failed failed -> false;
            case Refused refused -> false;
            case NobodyAccepted nobody -> false;
        };
    }
}
