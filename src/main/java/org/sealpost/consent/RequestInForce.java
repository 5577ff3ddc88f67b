package org.sealpost.consent;

import java.util.Set;
import java.util.UUID;

/**
 * A patient's request for confidential communication that holds now (45 CFR 164.522(b)).
 *
 * @param channels the ways that the patient asks for; {@link Channel#NONE} stands alone
 */
public record RequestInForce(UUID id, Set<Channel> channels) {
    public RequestInForce {
        channels = Set.copyOf(channels);
    }
}
