package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewConsentTest {

    private static final Instant RECORDED = Instant.parse("2026-01-31T00:00:00Z");

    @Test
    void saysNothingWithoutAChannelAndAPurpose() {
        assertRefused(Set.of(), RECORDED, Optional.empty(), "A consent has at least one channel and one purpose.");
    }

    @Test
    void cannotBeARequestForNoMailAndForMail() {
        assertRefused(
                Set.of(Channel.NONE, Channel.TLS),
                RECORDED,
                Optional.empty(),
                "The channel none stands alone: it is a request for no e-mail at all.");
    }

    @Test
    void needsEvidenceOfTheWarningForUnencryptedMail() {
        assertRefused(
                Set.of(Channel.UNENCRYPTED),
                RECORDED,
                Optional.empty(),
                "The channel unencrypted needs evidence that the patient was warned of the risk.");
    }

    @Test
    void isOfYearsThatTheDatabaseKnows() {
        String reason = "A consent's times are within the years 1 to 9999.";
        assertRefused(Set.of(Channel.TLS), Instant.parse("-9999-01-01T00:00:00Z"), Optional.empty(), reason);
        assertRefused(Set.of(Channel.TLS), RECORDED, Optional.of(Instant.MAX), reason);
    }

    @Test
    void cannotComeFromTheFuture() {
        assertRefused(
                Set.of(Channel.TLS),
                Instant.now().plus(Duration.ofDays(1)),
                Optional.empty(),
                "A consent cannot have been recorded in the future.");
    }

    @Test
    void cannotBeOfALaterHourThanNow() {
        Instant soon = Instant.now().plus(Duration.ofMinutes(10));

        assertRefused(
                Set.of(Channel.TLS), soon, Optional.empty(), "A consent cannot have been recorded in the future.");
    }

    @Test
    void mayBeOfADayThatHasBegunSomewhere() {
        Instant now = Instant.now();
        Instant tomorrow = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));

        assertThat(NewConsent.isInTheFuture(tomorrow)).isEqualTo(tomorrow.isAfter(now.plus(Duration.ofHours(14))));
    }

    @Test
    void cannotBeOverBeforeItWasGiven() {
        assertRefused(Set.of(Channel.TLS), RECORDED, Optional.of(RECORDED), "A consent expires after it was recorded.");
    }

    private static void assertRefused(
            Set<Channel> channels, Instant recordedAt, Optional<Instant> expiresAt, String reason) {
        assertThatThrownBy(() ->
                        new NewConsent(channels, Set.of(Purpose.TREATMENT), recordedAt, expiresAt, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
