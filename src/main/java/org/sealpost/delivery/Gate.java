package org.sealpost.delivery;

import java.util.List;
import org.sealpost.smtp.client.RecipientReply;

/** What must be done before the final dot: making the intent durable, and whatever happens to refused recipients. */
@FunctionalInterface
public interface Gate {

    /**
     * Called once the body is with the next hop and before the dot.
     *
     * @param replies one for each recipient, at least one of them positive
     * @throws GateClosedException when the message must not go; no dot is sent
     */
    void open(List<RecipientReply> replies) throws GateClosedException;
}
