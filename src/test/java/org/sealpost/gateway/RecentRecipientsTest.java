package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whom a sender has written to, and of whom replicas tell each other. */
class RecentRecipientsTest {

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private final RecentRecipients recipients = new RecentRecipients();

    @Test
    void whoeverIsWrittenToAllDayIsToldOfAgainSoThatOtherReplicasDoNotForget() {
        assertThat(recipients.add("a", NINE)).isTrue();
        assertThat(recipients.add("a", at(1))).as("they know").isFalse();
        assertThat(recipients.add("a", at(6))).as("or soon will no more").isTrue();
        assertThat(recipients.add("a", at(7))).isFalse();
    }

    @Test
    void whoeverAnotherReplicaHasToldOfIsNotToldOfOnceMore() {
        recipients.learn("a", NINE);

        assertThat(recipients.add("a", at(1))).isFalse();
        assertThat(recipients.add("a", at(6))).isTrue();
    }

    @Test
    void whatIsHeardLateMakesNobodyForgottenSooner() {
        recipients.add("a", at(2));
        recipients.learn("a", NINE);

        assertThat(recipients.allows("a", 1, at(61))).isTrue();
        assertThat(recipients.allows("b", 1, at(61))).isFalse();
        assertThat(recipients.allows("b", 1, at(63))).as("the hour is over").isTrue();
    }

    private static Instant at(int minutes) {
        return NINE.plus(Duration.ofMinutes(minutes));
    }
}
