package org.sealpost.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Mailbox;

/**
 * A consent, request or authorisation to be recorded.
 *
 * @param kind what it is
 * @param channels the ways that the patient agrees to or asks for; none for an authorisation
 * @param purposes what it covers
 * @param recordedAt when the patient gave it; kept in microseconds, as the database does
 * @param expiresAt when it ends, likewise
 * @param onlyAt the addresses at which alone the patient asks to be written to; none for any, as in all but requests
 * @param basis how the practice knows
 */
public record NewConsent(
        ConsentKind kind,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Set<Mailbox> onlyAt,
        ConsentBasis basis) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    /** The end of the last day that people write. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** What e-mail is acceptable to a patient who wrote first: all that needs no warning. */
    private static final Set<Channel> WITHOUT_WARNING = Set.of(Channel.TLS, Channel.SMIME, Channel.PORTAL);

    /** @throws IllegalArgumentException in one sentence, when it cannot be */
    public NewConsent {
        boolean wroteFirst = basis.method().equals(Optional.of(ConsentMethod.WROTE_FIRST));
        channels = wroteFirst && channels.isEmpty() ? WITHOUT_WARNING : Set.copyOf(channels);
        purposes = Set.copyOf(purposes);
        onlyAt = Set.copyOf(onlyAt);
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
        if (kind == ConsentKind.AUTHORIZATION) {
            checkAuthorization(channels, purposes, basis);
        } else {
            checkChannels(channels, purposes, basis);
        }
        if (!onlyAt.isEmpty()) {
            checkOnlyAt(kind, channels);
        }
        if (basis.evidence().filter(WrittenText::saysNothing).isPresent()) {
            throw new IllegalArgumentException(
                    "The evidence has no letter and no digit: say what shows that the patient agreed.");
        }
        if (basis.hasControls()) {
            throw new IllegalArgumentException(
                    "The evidence, the warning or who took it down has a line break or another"
                            + " control character: write each on one line.");
        }
        if (wroteFirst) {
            checkWroteFirst(kind, channels, purposes);
        }
        if (recordedAt.isBefore(FIRST) || expiresAt.filter(END::isBefore).isPresent()) {
            throw new IllegalArgumentException("A consent's times are within the years 1 to 9999.");
        }
        if (isInTheFuture(recordedAt)) {
            // It would take the place of everything that the patient says until then.
            throw new IllegalArgumentException("A consent cannot have been recorded in the future.");
        }
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(recordedAt)) {
            throw new IllegalArgumentException("A consent expires after it was recorded.");
        }
    }

    /** A consent, authorisation, or request for any address of the patient's. */
    public NewConsent(
            ConsentKind kind,
            Set<Channel> channels,
            Set<Purpose> purposes,
            Instant recordedAt,
            Optional<Instant> expiresAt,
            ConsentBasis basis) {
        this(kind, channels, purposes, recordedAt, expiresAt, Set.of(), basis);
    }

    /** A consent of which nothing more is known than its evidence. */
    public NewConsent(
            Set<Channel> channels,
            Set<Purpose> purposes,
            Instant recordedAt,
            Optional<Instant> expiresAt,
            Optional<String> evidence) {
        this(ConsentKind.CONSENT, channels, purposes, recordedAt, expiresAt, ConsentBasis.of(evidence));
    }

    /** The same as another system tells it under an id. */
    public NewConsent toldAs(Optional<SourceId> source) {
        return new NewConsent(
                kind,
                channels,
                purposes,
                recordedAt,
                expiresAt,
                onlyAt,
                new ConsentBasis(
                        basis.method(),
                        basis.warning(),
                        basis.evidence(),
                        basis.recordedBy(),
                        source.map(SourceId::text)));
    }

    private static void checkChannels(Set<Channel> channels, Set<Purpose> purposes, ConsentBasis basis) {
        if (channels.isEmpty() || purposes.isEmpty()) {
            throw new IllegalArgumentException("A consent has at least one channel and one purpose.");
        }
        if (channels.contains(Channel.NONE) && channels.size() > 1) {
            throw new IllegalArgumentException("The channel none stands alone: it is a request for no e-mail at all.");
        }
        if (channels.contains(Channel.UNENCRYPTED) && basis.evidence().isEmpty()) {
            throw new IllegalArgumentException(
                    "The channel unencrypted needs evidence that the patient was warned of the risk.");
        }
    }

    private static void checkAuthorization(Set<Channel> channels, Set<Purpose> purposes, ConsentBasis basis) {
        if (!channels.isEmpty() || !purposes.equals(Set.of(Purpose.MARKETING))) {
            throw new IllegalArgumentException(
                    "An authorisation is for marketing alone and opens no channel: leave the channels empty.");
        }
        if (basis.evidence().isEmpty()) {
            throw new IllegalArgumentException("An authorisation needs evidence of what the patient signed.");
        }
    }

    private static void checkOnlyAt(ConsentKind kind, Set<Channel> channels) {
        if (kind != ConsentKind.REQUEST || channels.contains(Channel.NONE)) {
            throw new IllegalArgumentException(
                    "Addresses at which alone a patient wants mail are for a request that names"
                            + " ways of writing there: write kind request, with channels other than none.");
        }
    }

    private static void checkWroteFirst(ConsentKind kind, Set<Channel> channels, Set<Purpose> purposes) {
        if (kind != ConsentKind.CONSENT || !channels.equals(WITHOUT_WARNING) || purposes.contains(Purpose.MARKETING)) {
            throw new IllegalArgumentException("A patient who wrote first has agreed to no channel and no marketing:"
                    + " leave the channels empty, and record a consent once the patient was warned.");
        }
    }

    /**
     * Whether a time is still to come, or a date later than today anywhere: dates count in UTC, and the practice may be
     * ahead of it.
     */
    static boolean isInTheFuture(Instant recordedAt) {
        Duration ahead = GivenAt.isDate(recordedAt) ? GivenAt.AHEAD_OF_UTC : GivenAt.CLOCKS;
        return recordedAt.isAfter(Instant.now().plus(ahead));
    }
}
