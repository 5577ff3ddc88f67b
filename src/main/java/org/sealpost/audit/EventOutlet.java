package org.sealpost.audit;

import java.util.concurrent.CompletableFuture;
import org.sealpost.mail.PracticeId;

/** Where published events go. What is handed over later arrives later. */
@FunctionalInterface
interface EventOutlet {

    /**
     * Hands one event over.
     *
     * @param chain whose chain it is of
     * @param cloudEvent in structured JSON
     * @return completes when the event is kept there
     */
    CompletableFuture<Void> send(PracticeId chain, String cloudEvent);
}
