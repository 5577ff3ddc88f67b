package org.sealpost.mail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the messages of each source hold while they come in. Not for several threads: its budget's lock guards it.
 *
 * <p>Guarantee: whatever one source announces, a quarter of the budget stays for the others; whatever it really sends, an
 * eighth does, unless it sends one message alone that is larger. Within a larger source the same holds of what that one may
 * hold. So it takes several sources to keep everybody else's mail away, and one that keeps silent cannot.
 */
final class MemoryShares {

    private final long limit;
    private final Map<MessageSource, Held> bySource = new HashMap<>();

    /** What one source's unfinished messages hold. */
    private record Held(int messages, long octets) {

        static final Held NOTHING = new Held(0, 0);

        Held and(int moreMessages, long moreOctets) {
            return new Held(messages + moreMessages, octets + moreOctets);
        }
    }

    /** @param limit octets of the whole budget */
    MemoryShares(long limit) {
        this.limit = limit;
    }

    /** Whether one more message of that source may begin with so many octets. Its first one always may. */
    boolean allowNew(MessageSource source, long octets) {
        Held held = held(source);
        return (held.messages() == 0 || held.octets() + octets <= part(source, 3, 4))
                && source.within().map(outer -> allowNew(outer, octets)).orElse(true);
    }

    /**
     * Whether a message that was begun may have so many octets more. The bound is wider than that of new ones, so that what
     * was promised room is not given up for what came later; and one that is alone may be as large as any.
     */
    boolean allowMore(MessageSource source, long octets) {
        Held held = held(source);
        return (held.messages() <= 1 || held.octets() + octets <= part(source, 7, 8))
                && source.within().map(outer -> allowMore(outer, octets)).orElse(true);
    }

    void begin(MessageSource source, long octets) {
        change(Optional.of(source), 1, octets);
    }

    /** @param octets more, or less when negative */
    void change(MessageSource source, long octets) {
        change(Optional.of(source), 0, octets);
    }

    void end(MessageSource source, long octets) {
        change(Optional.of(source), -1, -octets);
    }

    private void change(Optional<MessageSource> source, int messages, long octets) {
        for (Optional<MessageSource> at = source; at.isPresent(); at = at.get().within()) {
            Held held = held(at.get()).and(messages, octets);
            if (held.messages() == 0) {
                bySource.remove(at.get());
            } else {
                bySource.put(at.get(), held);
            }
        }
    }

    private Held held(MessageSource source) {
        return bySource.getOrDefault(source, Held.NOTHING);
    }

    private long part(MessageSource source, int numerator, int denominator) {
        long whole = source.within()
                .map(outer -> part(outer, numerator, denominator))
                .orElse(limit);
        return whole / denominator * numerator;
    }
}
