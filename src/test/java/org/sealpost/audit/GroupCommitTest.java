package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;

class GroupCommitTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofSeconds(1);
    private static final String EVENTS = "SELECT count(*) FROM audit_event";
    private static final String BLOCKED = " FROM pg_locks WHERE NOT granted AND relation = 'audit_event'::regclass";
    private static final String WAITING = "SELECT count(*)" + BLOCKED;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private AuditDatabase database;

    @BeforeEach
    void migrate() throws SQLException {
        database = new AuditDatabase();
    }

    @AfterEach
    void drop() throws SQLException {
        callers.close();
        database.close();
    }

    @Test
    void aLoneCallersEventsAreThereWhenCommitReturns() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, PATIENT)) {
            AuditEvent event = Samples.event(Samples.delivered());
            log.commit(event, Samples.event(Samples.deferred()));
            assertThat(database.number(EVENTS)).isEqualTo(2);
            log.commit(event);
            assertThat(database.number(EVENTS)).isEqualTo(2);
        }
    }

    @Test
    void manyCallersShareOneCommit() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, PATIENT);
                Connection blocker = database.owner()) {
            lock(blocker);
            Future<Boolean> first = commit(log, PracticeId.DEFAULT);
            await().until(() -> database.number(WAITING) == 1);
            List<Future<Boolean>> others = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                others.add(commit(log, PracticeId.DEFAULT));
            }
            await().until(() -> log.group.waiting() == 200);
            blocker.rollback();
            first.get();
            for (Future<Boolean> other : others) {
                other.get();
            }
        }
        assertThat(database.number(EVENTS)).isEqualTo(201);
        assertThat(database.number("SELECT count(DISTINCT transaction) FROM audit_event"))
                .isEqualTo(2);
    }

    /** As after a commit whose answer was lost. */
    @Test
    void anEventThatIsThereAlreadyIsStoredOnceAndItsNeighboursAreStored() throws Exception {
        AuditEvent first = AuditEvent.of(PracticeId.DEFAULT, Samples.delivered());
        AuditEvent second = AuditEvent.of(PracticeId.DEFAULT, Samples.delivered());
        try (LogUnderTest log = new LogUnderTest(database, Duration.ofSeconds(5))) {
            log.commit(first);
            log.commit(first, second);
        }
        assertThat(database.number("SELECT count(*) FROM audit_event")).isEqualTo(2);
    }

    @Test
    void storesTheAddressesInTheSameCommit() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, PATIENT)) {
            Samples.pseudonyms(log.addresses).of(PracticeId.DEFAULT, Samples.mailbox("anna@patients.example"));
            log.commit(Samples.event(Samples.delivered()));
        }
        assertThat(database.number("SELECT count(*) FROM address_pseudonym WHERE address = 'anna@patients.example'"
                        + " AND pseudonym = '" + Samples.ANNA + "'"))
                .isEqualTo(1);
    }

    @Test
    void onlyTheCallerWhoseEventTheDatabaseRefusesFails() throws Exception {
        database.asOwner("ALTER TABLE audit_event ADD CHECK (practice <> 'refused')");
        try (LogUnderTest log = new LogUnderTest(database, PATIENT);
                Connection blocker = database.owner()) {
            lock(blocker);
            Future<Boolean> first = commit(log, PracticeId.DEFAULT);
            await().until(() -> database.number(WAITING) == 1);
            Future<Boolean> good = commit(log, PracticeId.DEFAULT);
            Future<Boolean> bad = commit(log, new PracticeId("refused"));
            await().until(() -> log.group.waiting() == 2);
            blocker.rollback();
            assertThat(first.get()).isTrue();
            assertThat(good.get()).isTrue();
            assertThatThrownBy(bad::get)
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(refused -> assertInDoubt(refused.getCause(), false));
        }
        assertThat(database.number(EVENTS)).isEqualTo(2);
    }

    @Test
    void aDatabaseThatHangsEndsInAnExceptionAndLaterCallersAreServed() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, IMPATIENT);
                Connection blocker = database.owner()) {
            lock(blocker);
            Future<Boolean> caller = commit(log, PracticeId.DEFAULT);
            await().atMost(Duration.ofSeconds(5)).until(caller::isDone);
            assertThatThrownBy(caller::get).satisfies(late -> assertInDoubt(late.getCause(), true));
            blocker.rollback();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            assertThat(commit(log, PracticeId.DEFAULT).get()).isTrue());
        }
    }

    @Test
    void aConnectionThatBreaksWhileCommittingCountsAsAFailure() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, PATIENT);
                Connection blocker = database.owner();
                Connection killer = database.login();
                Statement kill = killer.createStatement()) {
            lock(blocker);
            Future<Boolean> caller = commit(log, PracticeId.DEFAULT);
            await().until(() -> database.number(WAITING) == 1);
            kill.execute("SELECT pg_terminate_backend(pid)" + BLOCKED);
            assertThatThrownBy(caller::get).satisfies(lost -> assertInDoubt(lost.getCause(), true));
            blocker.rollback();
        }
        assertThat(database.number(EVENTS)).isZero();
    }

    @Test
    void whoGivesUpBeforeTheWriterBeginsIsNotInDoubt() {
        CommitRequest waiting = new CommitRequest(List.of());

        assertThatThrownBy(() -> waiting.await(Duration.ofMillis(1))).satisfies(late -> assertInDoubt(late, false));

        assertThat(waiting.begin()).as("it is never written").isFalse();
    }

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, IMPATIENT, 1);
                Connection blocker = database.owner()) {
            lock(blocker);
            Future<Boolean> writing = commit(log, PracticeId.DEFAULT);
            await().until(() -> database.number(WAITING) == 1);
            Future<Boolean> waiting = commit(log, PracticeId.DEFAULT);
            await().until(() -> log.group.waiting() == 1);
            assertThatThrownBy(() -> log.commit(Samples.event(Samples.delivered())))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("Too many")
                    .satisfies(refused -> assertInDoubt(refused, false));
            blocker.rollback();
            await().until(() -> writing.isDone() && waiting.isDone());
        }
    }

    @Test
    void anOutcomeIsKeptInMemoryUntilTheDatabaseTakesIt() throws Exception {
        try (LogUnderTest log = new LogUnderTest(database, IMPATIENT);
                Connection blocker = database.owner()) {
            lock(blocker);
            AuditEvent outcome = Samples.event(Samples.delivered());
            log.commitEventually(outcome);
            assertThatThrownBy(() -> log.commit(Samples.event(Samples.deferred())))
                    .isInstanceOf(AuditUnavailableException.class);
            assertThat(log.outcomes.size()).isEqualTo(1);
            blocker.rollback();
            await().atMost(PATIENT).until(() -> log.outcomes.size() == 0);
            assertThat(database.number("SELECT count(*) FROM audit_event WHERE id = '" + outcome.id() + "'"))
                    .isEqualTo(1);
        }
    }

    private Future<Boolean> commit(LogUnderTest log, PracticeId practice) {
        Callable<Boolean> call = () -> {
            log.commit(AuditEvent.of(practice, Samples.delivered()));
            return true;
        };
        return callers.submit(call);
    }

    private static void assertInDoubt(Throwable failure, boolean inDoubt) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        AuditUnavailableException.class,
                        unavailable -> assertThat(unavailable.inDoubt()).isEqualTo(inDoubt));
    }

    private static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE audit_event IN SHARE MODE");
        }
    }
}
