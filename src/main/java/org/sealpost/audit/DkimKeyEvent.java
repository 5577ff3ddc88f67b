package org.sealpost.audit;

import java.time.Instant;

/** By which keys a practice's domains sign their mail (DKIM). No event holds more of a key than its fingerprint. */
public sealed interface DkimKeyEvent extends EventData {

    /** Which key. */
    Key key();

    /** Who did it. */
    Actor by();

    /**
     * A key by its public half.
     *
     * @param domain as DNS knows it
     * @param algorithm {@code rsa} or {@code ed25519}
     * @param fingerprint SHA-256 of the public key that its DNS record holds, hex
     */
    record Key(String domain, String selector, String algorithm, String fingerprint) {}

    /** It was made, and signs nothing yet. */
    record Added(Key key, Actor by) implements DkimKeyEvent {}

    /**
     * It signs from now on.
     *
     * @param seenInDns whether its DNS record was found; without, receivers may find its signatures invalid
     */
    record Activated(Key key, boolean seenInDns, Actor by) implements DkimKeyEvent {}

    /**
     * It signs no more, and its private half is destroyed.
     *
     * @param publishUntil until when its DNS record must stay
     */
    record Retired(Key key, Instant publishUntil, Actor by) implements DkimKeyEvent {}

    /**
     * It is forgotten.
     *
     * @param state that it was in: one that was {@code active} signs no more by this
     */
    record Removed(Key key, String state, Actor by) implements DkimKeyEvent {}
}
