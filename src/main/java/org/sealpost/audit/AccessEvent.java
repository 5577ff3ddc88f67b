package org.sealpost.audit;

import java.util.Optional;

/** Who came in and who was kept out. */
public sealed interface AccessEvent extends EventData {

    /**
     * Someone proved who they are.
     *
     * @param to what they came into: {@code portal}, {@code console}, {@code api}
     * @param method how they proved it, such as {@code birth-date-and-code}
     */
    record SignedIn(Actor who, String to, String method) implements AccessEvent {}

    /**
     * Someone did not.
     *
     * @param who whom they claimed to be, empty when that is not known
     * @param to what they wanted into: {@code portal}, {@code console}, {@code api}, {@code smtp}
     * @param why in Sealpost's words
     */
    record Denied(Optional<Actor> who, String to, String why) implements AccessEvent {}
}
