package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** What replicas tell each other, whatever their clocks say. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class SentRecipientsTest {

    private final String sender = "s" + UUID.randomUUID();

    @Inject
    SentRecipients table;

    @Test
    void theNextLookBeginsByTheClockThatDatesTheRowsAndFindsWhatCameAfter() throws Exception {
        SentRecipients.Look before = table.since(Instant.EPOCH);
        add("late");

        assertThat(before.at()).isCloseTo(databaseTime(), within(1, ChronoUnit.MINUTES));
        assertThat(ours(before)).isEmpty();
        SentRecipients.Look after = table.since(before.at());
        assertThat(ours(after)).extracting(SentRecipients.Sent::recipient).containsExactly("late");
        assertThat(ours(table.since(after.at()))).isEmpty();
    }

    /** The row is as old as the database says, and its time is one of this replica's clock. */
    @Test
    void howLongAgoItWasCountsAndNotTheHourThatAnotherClockShows() throws Exception {
        add("old");
        age("old", Duration.ofMinutes(40));

        assertThat(ours(table.since(Instant.EPOCH)))
                .singleElement()
                .satisfies(one -> assertThat(one.at())
                        .isCloseTo(Instant.now().minus(Duration.ofMinutes(40)), within(1, ChronoUnit.MINUTES)));
    }

    @Test
    void aLookThatFindsNothingKnowsTheTime() throws Exception {
        Instant future = Instant.now().plus(Duration.ofDays(1));

        SentRecipients.Look look = table.since(future);

        assertThat(look.sent()).isEmpty();
        assertThat(look.at()).isBefore(future);
    }

    private void add(String recipient) throws SQLException {
        table.add(List.of(new SentRecipients.Sent(PracticeId.DEFAULT, sender, recipient, Instant.now())));
    }

    private List<SentRecipients.Sent> ours(SentRecipients.Look look) {
        return look.sent().stream().filter(one -> one.sender().equals(sender)).toList();
    }

    private void age(String recipient, Duration by) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement update = owner.prepareStatement("UPDATE sent_recipient"
                        + " SET seen_at = now() - ? * interval '1 second' WHERE sender = ? AND recipient = ?")) {
            update.setLong(1, by.toSeconds());
            update.setString(2, sender);
            update.setString(3, recipient);
            update.executeUpdate();
        }
    }

    private static Instant databaseTime() throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement now = owner.prepareStatement("SELECT now()");
                var row = now.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
