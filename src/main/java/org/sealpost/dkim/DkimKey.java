package org.sealpost.dkim;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A domain's key, without its private half.
 *
 * @param domain as DNS knows it
 * @param publicKey what its record says in {@code p=}
 * @param publishUntil until when the record of a retired key must stay published
 */
public record DkimKey(
        String domain,
        String selector,
        DkimAlgorithm algorithm,
        DkimKeyState state,
        String publicKey,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt,
        Optional<Instant> publishUntil) {

    /** The name of its DNS record (RFC 6376 section 3.6.2.1). */
    public String recordName() {
        return selector + "._domainkey." + domain;
    }

    /** The text of its DNS record (RFC 6376 section 3.6.1). A name server splits it into strings of 255 octets. */
    public String recordText() {
        return "v=DKIM1; k=" + algorithm.key() + "; p=" + publicKey;
    }

    /** Whether nothing that is under way needs its record any more. */
    public boolean isRemovable(Instant now) {
        return switch (state) {
            case NEXT -> true;
            case ACTIVE -> false;
            case RETIRED -> publishUntil.map(now::isAfter).orElse(true);
        };
    }

    /**
     * What is to be done about it, in one sentence.
     *
     * @param rotateAfter the age at which a key should be replaced
     */
    public Optional<String> hint(Instant now, Duration rotateAfter) {
        return switch (state) {
            case NEXT -> Optional.of("Publish its record in DNS, then activate it.");
            case ACTIVE ->
                activatedAt
                                .filter(since -> since.plus(rotateAfter).isBefore(now))
                                .isPresent()
                        ? Optional.of("It is in use since " + day(activatedAt.get()) + ": rotate it.")
                        : Optional.empty();
            case RETIRED ->
                Optional.of(
                        isRemovable(now)
                                ? "Take its record from DNS and remove it."
                                : "Leave its record in DNS until "
                                        + publishUntil.map(DkimKey::day).orElse("") + ".");
        };
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
