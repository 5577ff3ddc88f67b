package org.sealpost.audit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sealpost.mail.Alarm;

/** One caller's events and the caller's wait for them. Either the writer takes it or the caller gives it up. */
final class CommitRequest {

    private final List<EventRow> rows;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    CommitRequest(List<EventRow> rows) {
        this.rows = rows;
    }

    List<EventRow> rows() {
        return rows;
    }

    /** True when the writer may write it; false when the caller gave up before. */
    boolean begin() {
        return settled.compareAndSet(false, true);
    }

    void committed() {
        done.complete(null);
    }

    void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }

    /** Waits for the writer. */
    void await(Duration limit) throws AuditUnavailableException {
        try (Alarm late = Alarm.in(limit, () -> done.cancel(false))) {
            done.get();
        } catch (CancellationException late) {
            throw new AuditUnavailableException(
                    "The database did not store the audit's events in time.", late, !isGivenUp());
        } catch (InterruptedException interrupted) {
            boolean begun = !isGivenUp();
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("The wait for the audit's events was interrupted.", interrupted, begun);
        } catch (ExecutionException failure) {
            throw new AuditUnavailableException(
                    "The database did not store the audit's events.",
                    failure,
                    CommitDoubt.isLeftBy(Objects.requireNonNullElse(failure.getCause(), failure)));
        }
    }

    /** True when the caller was first, and it is never written; false when the writer has begun. */
    private boolean isGivenUp() {
        return settled.compareAndSet(false, true);
    }
}
