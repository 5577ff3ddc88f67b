package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u00a0", "\u200b", "\u2060\ufeff", "\u3164", "\u2800", "-", "\u00ad...", "\ud83d\udc4d"
            })
    void needsEvidenceThatSaysSomething(String evidence) {
        assertThatThrownBy(() -> new NewConsent(
                        Set.of(Channel.UNENCRYPTED),
                        Set.of(Purpose.ALL),
                        RECORDED,
                        Optional.empty(),
                        Optional.of(evidence)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The evidence has no letter and no digit: say what shows that the patient agreed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "form 7", "\u00a0x", "\u540c\u610f\u66f8"})
    void takesEvidenceInAnyScript(String evidence) {
        assertThat(new NewConsent(
                                Set.of(Channel.UNENCRYPTED),
                                Set.of(Purpose.ALL),
                                RECORDED,
                                Optional.empty(),
                                Optional.of(evidence))
                        .basis()
                        .evidence())
                .contains(evidence);
    }

    @Test
    void isWrittenWithoutControlCharacters() {
        Optional<Warning> warning = Optional.of(new Warning("2026-03", "en"));
        Optional<String> plain = Optional.of("form 7");
        Optional<String> wrong = Optional.of("form\u0000 7");
        for (ConsentBasis basis : List.of(
                new ConsentBasis(Optional.empty(), warning, wrong, plain, Optional.empty()),
                new ConsentBasis(Optional.empty(), warning, plain, Optional.of("ada\nb"), Optional.empty()),
                new ConsentBasis(
                        Optional.empty(), Optional.of(new Warning("1\u007f", "en")), plain, plain, Optional.empty()),
                new ConsentBasis(
                        Optional.empty(), Optional.of(new Warning("1", "en\r")), plain, plain, Optional.empty()))) {
            assertThatThrownBy(() -> new NewConsent(
                            ConsentKind.CONSENT,
                            Set.of(Channel.TLS),
                            Set.of(Purpose.ALL),
                            RECORDED,
                            Optional.empty(),
                            basis))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The evidence, the warning or who took it down has a line break");
        }
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
