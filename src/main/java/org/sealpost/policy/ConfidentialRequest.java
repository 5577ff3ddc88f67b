package org.sealpost.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * A patient's request to be written to by certain ways only (45 CFR 164.522(b)), which a provider must accommodate. It
 * beats any rule of the practice: no rule can exclude what was asked for. It lowers no floor.
 *
 * @param id the record's id, never a name
 * @param channels the ways that were asked for
 */
public record ConfidentialRequest(String id, Set<ConsentChannel> channels) {

    public ConfidentialRequest {
        channels = Set.copyOf(channels);
    }

    /** The levels that these ways allow. */
    Set<Protection> levels() {
        EnumSet<Protection> levels = EnumSet.noneOf(Protection.class);
        channels.forEach(channel -> levels.addAll(channel.allows()));
        return levels;
    }
}
