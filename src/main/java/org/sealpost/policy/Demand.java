package org.sealpost.policy;

import java.util.Optional;

/** What a rule demands when its condition holds. */
public sealed interface Demand {

    /** {@code require}: a floor. */
    record Require(Protection level) implements Demand {}

    /** {@code exactly}: a floor, and nothing else but holding and refusing. */
    record Exactly(Protection level) implements Demand {}

    /** {@code refuse}: refusal with a text for the sender. */
    record Refuse(String text) implements Demand {}

    /** {@code hold}: a person decides; the reason tells them what to look at. */
    record Hold(Optional<String> reason) implements Demand {}

    /** Nothing but a route or a tag. */
    record Nothing() implements Demand {}
}
