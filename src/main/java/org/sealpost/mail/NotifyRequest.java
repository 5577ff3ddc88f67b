package org.sealpost.mail;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the sender wants to be told about one recipient: the NOTIFY parameter of RCPT (RFC 3461 section 4.1).
 *
 * @param on absent when the sender did not say; empty for NEVER
 */
public record NotifyRequest(Optional<Set<NotifyOn>> on) {

    private static final NotifyRequest UNSTATED = new NotifyRequest(Optional.empty());
    private static final NotifyRequest NEVER = new NotifyRequest(Optional.of(Set.of()));

    public NotifyRequest {
        on = on.map(NotifyRequest::ordered);
    }

    /** The sender did not say: told of failure and delay, as mail always was. */
    public static NotifyRequest unstated() {
        return UNSTATED;
    }

    /** Nothing, whatever happens. */
    public static NotifyRequest never() {
        return NEVER;
    }

    /** Told of these. */
    public static NotifyRequest of(Set<NotifyOn> events) {
        return new NotifyRequest(Optional.of(events));
    }

    /** Whether the sender is to be told of that; of success only if asked (RFC 3461 section 5.2.2). */
    public boolean asksFor(NotifyOn event) {
        return on.map(events -> events.contains(event)).orElse(event != NotifyOn.SUCCESS);
    }

    /** Whether the sender asked for exactly that, rather than left it to custom. */
    public boolean asksExpresslyFor(NotifyOn event) {
        return on.map(events -> events.contains(event)).orElse(false);
    }

    private static Set<NotifyOn> ordered(Set<NotifyOn> events) {
        return events.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(events));
    }
}
