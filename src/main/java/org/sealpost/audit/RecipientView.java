package org.sealpost.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a message for one recipient, and why.
 *
 * @param since when it came to that
 * @param decision the last one, with its reasons; empty before there was one
 * @param nextHop {@code host:port} that the message went to or is to go to
 * @param address of the next hop that took it
 * @param tls what that next hop proved
 * @param reply the last one about this recipient
 * @param note what went on last, in one sentence of Sealpost's or the staff's
 * @param retryAt when it is tried again
 */
public record RecipientView(
        Party recipient,
        RecipientState state,
        Instant since,
        Optional<DecisionRecord> decision,
        Optional<String> nextHop,
        Optional<String> address,
        Optional<TlsEvidence> tls,
        Optional<ReplyCodes> reply,
        Optional<String> note,
        Optional<Instant> retryAt) {}
