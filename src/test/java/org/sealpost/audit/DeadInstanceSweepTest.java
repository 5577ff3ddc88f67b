package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

class DeadInstanceSweepTest {

    private static final String UNKNOWN = "SELECT count(*) FROM audit_event WHERE type = 'message.outcome-unknown'";

    private final InstanceId other = InstanceId.next();
    private final MessageId message = MessageId.next();
    private AuditDatabase database;

    @BeforeEach
    void migrate() throws SQLException {
        database = new AuditDatabase();
        new Heartbeat(database.program(), other).beat();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void recordsAnIntentWhoseInstanceDiedAsUnknownExactlyOnce() throws SQLException {
        UUID attempt = intent(other, IntendedAction.DELIVER);
        letOtherFallSilent();
        DeadInstanceSweep sweep = sweep(InstanceId.next());

        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(sweep.sweep()).isZero();

        MessageView view = new MessageHistory(database.program())
                .of(PracticeId.DEFAULT, message)
                .orElseThrow();
        assertThat(view.recipients())
                .singleElement()
                .satisfies(recipient -> assertThat(recipient.state()).isEqualTo(RecipientState.UNKNOWN));
        assertThat(view.events().getLast().attempt()).contains(attempt);
        assertThat(view.events().getLast().data())
                .isEqualTo(new MessageEvent.OutcomeUnknown(List.of(Samples.ANNA), other.value()));
    }

    @Test
    void whatAnotherAttemptCameToStandsThoughTheDeadOneIsNoticedLater() throws SQLException {
        intent(other, IntendedAction.DELIVER);
        InstanceId self = InstanceId.next();
        UUID again = intent(self, IntendedAction.DELIVER);
        write(self, AuditEvent.of(PracticeId.DEFAULT, message, again, Samples.delivered()));
        letOtherFallSilent();

        assertThat(sweep(self).sweep()).isEqualTo(1);

        assertThat(new MessageHistory(database.program())
                        .of(PracticeId.DEFAULT, message)
                        .orElseThrow()
                        .recipients())
                .singleElement()
                .satisfies(recipient -> assertThat(recipient.state()).isEqualTo(RecipientState.DELIVERED));
    }

    @Test
    void leavesAnIntentThatHasAnOutcome() throws SQLException {
        UUID attempt = intent(other, IntendedAction.DELIVER);
        write(other, AuditEvent.of(PracticeId.DEFAULT, message, attempt, Samples.deferred()));
        letOtherFallSilent();
        assertThat(sweep(InstanceId.next()).sweep()).isZero();
    }

    @Test
    void eachRecipientOfAnAttemptIsUnknown() throws SQLException {
        UUID attempt = intent(other, IntendedAction.DELIVER);
        write(other, AuditEvent.of(PracticeId.DEFAULT, message, attempt, decidedForTheDoctor()));
        letOtherFallSilent();

        assertThat(sweep(InstanceId.next()).sweep()).isEqualTo(2);

        assertThat(new MessageHistory(database.program())
                        .of(PracticeId.DEFAULT, message)
                        .orElseThrow()
                        .recipients())
                .hasSize(2)
                .allSatisfy(recipient -> assertThat(recipient.state()).isEqualTo(RecipientState.UNKNOWN));
    }

    @Test
    void anOutcomeOfAnotherRecipientOfTheAttemptSaysNothingOfTheRest() throws SQLException {
        UUID attempt = intent(other, IntendedAction.DELIVER);
        write(other, AuditEvent.of(PracticeId.DEFAULT, message, attempt, decidedForTheDoctor()));
        MessageEvent.Bounced bounced =
                new MessageEvent.Bounced(List.of(Samples.DOCTOR), Optional.empty(), Optional.empty(), "refused", true);
        write(other, AuditEvent.of(PracticeId.DEFAULT, message, attempt, bounced));
        letOtherFallSilent();

        assertThat(sweep(InstanceId.next()).sweep()).isEqualTo(1);

        assertThat(new MessageHistory(database.program())
                        .of(PracticeId.DEFAULT, message)
                        .orElseThrow()
                        .recipients())
                .extracting(RecipientView::state)
                .containsExactlyInAnyOrder(RecipientState.UNKNOWN, RecipientState.BOUNCED);
    }

    private static MessageEvent.Decided decidedForTheDoctor() {
        return new MessageEvent.Decided(
                List.of(Samples.DOCTOR),
                Samples.decision(),
                IntendedAction.DELIVER,
                Optional.of("mx.practice.example:25"));
    }

    @Test
    void leavesAnIntentThatSendsNothing() throws SQLException {
        intent(other, IntendedAction.HOLD);
        intent(other, IntendedAction.QUEUE);
        letOtherFallSilent();
        assertThat(sweep(InstanceId.next()).sweep()).isZero();
    }

    @Test
    void leavesALivingInstancesIntents() throws SQLException {
        intent(other, IntendedAction.DELIVER);
        database.asOwner("UPDATE audit_instance SET heartbeat_at = now() + interval '1 hour'");
        assertThat(sweep(InstanceId.next()).sweep()).isZero();
    }

    @Test
    void neverSweepsItsOwnAttempts() throws SQLException {
        intent(other, IntendedAction.DELIVER);
        letOtherFallSilent();
        assertThat(sweep(other).sweep()).isZero();
    }

    @Test
    void sweepsAnInstanceThatWasStoppedWithoutWaitingForItsSilence() throws SQLException {
        intent(other, IntendedAction.DELIVER);
        database.asOwner("UPDATE audit_instance SET heartbeat_at = now() + interval '1 hour'");
        new Heartbeat(database.program(), other).stop();
        assertThat(sweep(InstanceId.next()).sweep()).isEqualTo(1);
    }

    @Test
    void takesNoOneForDeadRightAfterItReachedTheDatabaseItself() throws SQLException {
        intent(other, IntendedAction.DELIVER);
        letOtherFallSilent();
        InstanceId self = InstanceId.next();
        Heartbeat heartbeat = new Heartbeat(database.program(), self);
        heartbeat.beat();
        Duration hour = Duration.ofHours(1);
        database.asOwner(
                "UPDATE audit_instance SET heartbeat_at = now() - interval '2 hours' WHERE id = '" + other + "'");
        assertThat(new DeadInstanceSweep(
                                database.program(), new EventInsert(self.value()), self, heartbeat::isUnbrokenFor, hour)
                        .sweep())
                .isZero();
    }

    @Test
    void severalReplicasRecordItOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            intent(other, IntendedAction.DELIVER);
        }
        letOtherFallSilent();
        List<Future<Integer>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                DeadInstanceSweep sweep = sweep(InstanceId.next());
                Callable<Integer> call = sweep::sweep;
                found.add(threads.submit(call));
            }
        }
        int sum = 0;
        for (Future<Integer> one : found) {
            sum += one.get();
        }
        assertThat(sum).isEqualTo(20);
        assertThat(database.number(UNKNOWN)).isEqualTo(20);
    }

    @Test
    void anInstanceThatSentALotIsSweptByStatementsThatTakeNoTime() throws SQLException {
        int many = 200_000;
        database.asOwner("""
                WITH sent AS MATERIALIZED (SELECT gen_random_uuid() AS message, gen_random_uuid() AS attempt
                                           FROM generate_series(1, %d))
                INSERT INTO audit_event (id, practice, type, occurred_at, message, attempt, instance, data)
                SELECT gen_random_uuid(), 'default', type, now(), message, attempt, '%s',
                       '{"action": "deliver", "recipients": ["%s"]}'
                FROM sent, unnest(ARRAY['message.decided', 'message.delivered']) AS type
                """.formatted(many, other, Samples.ANNA));
        intent(other, IntendedAction.DELIVER);
        letOtherFallSilent();
        database.asOwner("ANALYZE audit_event");

        int found = 0;
        try (AgroalDataSource impatient = database.program(Duration.ofMillis(500))) {
            InstanceId self = InstanceId.next();
            DeadInstanceSweep sweep = new DeadInstanceSweep(
                    impatient, new EventInsert(self.value()), self, time -> true, Duration.ofSeconds(30));
            long unswept = 1;
            for (int i = 0; i < 100 && unswept > 0; i++) {
                found += sweep.sweep();
                unswept = database.number(
                        "SELECT count(*) FROM audit_instance WHERE swept_at IS NULL AND id = '" + other + "'");
            }
            assertThat(unswept).isZero();
        }
        assertThat(found).isEqualTo(1);
        assertThat(database.number(UNKNOWN)).isEqualTo(1);
    }

    private UUID intent(InstanceId instance, IntendedAction action) throws SQLException {
        UUID attempt = UUID.randomUUID();
        write(instance, AuditEvent.of(PracticeId.DEFAULT, message, attempt, Samples.decided(action)));
        return attempt;
    }

    private void write(InstanceId instance, AuditEvent event) throws SQLException {
        try (Connection connection = database.program().getConnection()) {
            new EventInsert(instance.value()).write(connection, List.of(EventRow.of(event, false)), List.of());
        }
    }

    private void letOtherFallSilent() throws SQLException {
        database.asOwner("UPDATE audit_instance SET heartbeat_at = now() - interval '1 minute'");
    }

    private DeadInstanceSweep sweep(InstanceId self) {
        return new DeadInstanceSweep(
                database.program(), new EventInsert(self.value()), self, time -> true, Duration.ofSeconds(30));
    }
}
