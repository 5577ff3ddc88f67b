package org.sealpost.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * A patient's request to be written to by certain ways or at certain addresses only (45 CFR 164.522(b)), which a provider must accommodate. It
 * beats any rule of the practice: no rule can exclude what was asked for. It lowers no floor.
 *
 * @param id the record's id, never a name
 * @param channels the ways that were asked for
 * @param elsewhere whether they were asked for at other addresses than this recipient's
 * @param sure whether it is for what the message is for: not where the sender does not say, and the patient asks for some purposes
 *     only
 */
public record ConfidentialRequest(String id, Set<ConsentChannel> channels, boolean elsewhere, boolean sure) {

    public ConfidentialRequest {
        channels = Set.copyOf(channels);
    }

    /** By certain ways, at this address as at any other. */
    public ConfidentialRequest(String id, Set<ConsentChannel> channels) {
        this(id, channels, false, true);
    }

    /** The levels that these ways allow at this address. */
    Set<Protection> levels() {
        EnumSet<Protection> levels = EnumSet.noneOf(Protection.class);
        if (elsewhere) {
            return levels;
        }
        channels.forEach(channel -> levels.addAll(channel.allows()));
        return levels;
    }
}
