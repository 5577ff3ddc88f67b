package org.sealpost.consent;

import java.util.Set;
import java.util.UUID;
import org.sealpost.mail.Mailbox;

/**
 * A patient's request for confidential communication that holds now (45 CFR 164.522(b)).
 *
 * @param channels the ways that the patient asks for; {@link Channel#NONE} stands alone
 * @param onlyAt by their lookup keys, the addresses at which alone the patient asks to be written to; none for any
 * @param sure whether it is for what the message is for: not where the sender does not say, and the patient asks for some purposes
 *     only
 */
public record RequestInForce(UUID id, Set<Channel> channels, Set<String> onlyAt, boolean sure) {
    public RequestInForce {
        channels = Set.copyOf(channels);
        onlyAt = Set.copyOf(onlyAt);
    }

    /** Whether the patient asks to be written to at other addresses than that one. */
    public boolean isForElsewhere(Mailbox address) {
        return !onlyAt.isEmpty() && !onlyAt.contains(address.lookupKey());
    }
}
