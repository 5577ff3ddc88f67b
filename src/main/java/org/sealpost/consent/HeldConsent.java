package org.sealpost.consent;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A consent as it is on record, with what of it holds at a moment.
 *
 * @param held for each purpose the channels, or {@link Channel#NONE} where it forbids e-mail; none for an authorisation.
 *     Empty when nothing of it holds. Never more than what holds altogether
 * @param whole whether all of it holds
 * @param changedAt when what holds of the patient's consents last changed
 */
public record HeldConsent(RecordedConsent record, Map<Purpose, Set<Channel>> held, boolean whole, Instant changedAt) {

    public HeldConsent {
        held = Map.copyOf(held);
    }

    /** Whether anything of it holds. */
    public boolean holds() {
        return !held.isEmpty();
    }

    /** Every channel that it opens for anything. */
    public Set<Channel> channels() {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        held.values().forEach(channels::addAll);
        return channels;
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "HeldConsent[" + record.id() + "]";
    }
}
