package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.audit.AccessEvent;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@Timeout(60)
class SharedTransactionTest {

    private static final int WRITERS = 2;
    private static final int CALLERS = 12;

    @Inject
    SharedTransaction transaction;

    @Inject
    EntityManager database;

    @Inject
    AuditLog audit;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> busy = new ArrayList<>();

    /** Until they are released, what comes waits; then it shares. */
    @BeforeEach
    void keepTheWritersBusy() {
        CountDownLatch begun = new CountDownLatch(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            busy.add(caller(() -> {
                begun.countDown();
                awaitRelease();
            }));
            // The next shall not share with this one.
            long others = WRITERS - 1L - i;
            await().until(() -> begun.getCount() == others);
        }
    }

    @AfterEach
    void end() {
        release.countDown();
        callers.close();
    }

    @Test
    void whoeverComesWhileOthersCommitSharesTheNextTransaction() {
        Set<Object> transactions = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> all = manyCallers(() -> transactions.add(currentTransaction()));
        releaseAndJoin(all);
        assertThat(transactions).hasSizeLessThanOrEqualTo(WRITERS);
    }

    @Test
    void nobodyGoesOnBeforeTheCommit() {
        List<CompletableFuture<Void>> all = manyCallers(() -> {});
        assertThat(all).noneMatch(CompletableFuture::isDone);
        releaseAndJoin(all);
    }

    @Test
    void workThatFailsIsToldToItsCallerAlone() {
        String login = "fails-alone";
        List<CompletableFuture<Void>> good = manyCallers(() -> audit.append(List.of(signedIn(login))));
        CompletableFuture<Void> bad = caller(() -> {
            audit.append(List.of(signedIn(login)));
            throw new IllegalArgumentException("no such thing");
        });
        awaitQueued(CALLERS + 1);
        releaseAndJoin(good);
        assertThatThrownBy(bad::join).hasRootCauseMessage("no such thing");
        assertThat(stored(login)).isEqualTo(CALLERS);
    }

    @Test
    void anErrorIsToldToItsCallerAndEndsNoWriter() {
        List<CompletableFuture<Void>> bad = IntStream.range(0, WRITERS)
                .mapToObj(number -> caller(() -> {
                    throw new OutOfMemoryError("as if the heap were full");
                }))
                .toList();
        release.countDown();
        assertThat(bad)
                .allSatisfy(one -> assertThatThrownBy(one::join).hasRootCauseMessage("as if the heap were full"));
        List<CompletableFuture<Void>> later = callers(() -> audit.append(List.of(signedIn("after-an-error"))));
        later.forEach(CompletableFuture::join);
        assertThat(stored("after-an-error")).isEqualTo(CALLERS);
    }

    @Test
    void whatTheDatabaseRefusesAtTheEndIsToldToItsCallerAlone() {
        String login = "refused-alone";
        List<CompletableFuture<Void>> good = manyCallers(() -> audit.append(List.of(signedIn(login))));
        CompletableFuture<Void> bad = caller(() -> audit.append(List.of(signedIn(login), beforeAllTime())));
        awaitQueued(CALLERS + 1);
        releaseAndJoin(good);
        assertThatThrownBy(bad::join).hasStackTraceContaining("the database refused events");
        assertThat(stored(login)).isEqualTo(CALLERS);
    }

    @Test
    void nothingIsDoneAgainWhenTheCommitItselfFails() {
        AtomicInteger done = new AtomicInteger();
        List<CompletableFuture<Void>> all = manyCallers(() -> {
            done.incrementAndGet();
            refuseTheCommit();
        });
        release.countDown();
        assertThat(all).allSatisfy(one -> assertThatThrownBy(one::join).hasMessageContaining("it was not committed"));
        assertThat(done).hasValue(CALLERS);
    }

    /** All of them wait for the busy writers. */
    private List<CompletableFuture<Void>> manyCallers(Runnable work) {
        List<CompletableFuture<Void>> all = callers(work);
        awaitQueued(CALLERS);
        return all;
    }

    private List<CompletableFuture<Void>> callers(Runnable work) {
        return IntStream.range(0, CALLERS).mapToObj(number -> caller(work)).toList();
    }

    private CompletableFuture<Void> caller(Runnable work) {
        return CompletableFuture.runAsync(() -> transaction.run(work), callers);
    }

    /** Every caller has handed in its work. */
    private void awaitQueued(int works) {
        await().until(() -> transaction.waiting() == works);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void releaseAndJoin(List<CompletableFuture<Void>> all) {
        release.countDown();
        busy.forEach(CompletableFuture::join);
        all.forEach(CompletableFuture::join);
    }

    private Object currentTransaction() {
        return database.createNativeQuery("select pg_current_xact_id()::text").getSingleResult();
    }

    /** A constraint that PostgreSQL looks at when it commits, and not before. */
    private void refuseTheCommit() {
        database.createNativeQuery("create temp table if not exists refuses_commit"
                        + " (one int unique deferrable initially deferred) on commit drop")
                .executeUpdate();
        database.createNativeQuery("insert into refuses_commit values (1), (1)").executeUpdate();
    }

    private static AuditEvent signedIn(String login) {
        return AuditEvent.of(PracticeId.DEFAULT, new AccessEvent.SignedIn(Actor.staff(login), "test", "password"));
    }

    /** Earlier than PostgreSQL can say. */
    private static AuditEvent beforeAllTime() {
        AuditEvent event = signedIn("nobody");
        return new AuditEvent(
                event.id(),
                event.practice(),
                Instant.parse("-009000-01-01T00:00:00Z"),
                event.message(),
                event.attempt(),
                event.data());
    }

    private long stored(String login) {
        return ((Number) database.createNativeQuery(
                                "select count(*) from audit_event where position(?1 in data::text) > 0")
                        .setParameter(1, login)
                        .getSingleResult())
                .longValue();
    }
}
