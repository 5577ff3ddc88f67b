package org.sealpost.admin;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sealpost.audit.AuditExport;
import org.sealpost.audit.AuditExport.Exported;
import org.sealpost.mail.PracticeId;

/** Writes a practice's chained events as lines of JSON: those of a period, or those that come from now on. */
@ApplicationScoped
class EventStream {

    private static final Duration LOOK = Duration.ofMillis(500);
    /** An empty line this often: it finds out that the caller is gone, and keeps proxies from thinking that we are. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final int PAGE = 500;

    private final AuditExport export;
    private final CountDownLatch stopping = new CountDownLatch(1);

    EventStream(AuditExport export) {
        this.export = export;
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping.countDown();
    }

    /** Writes a period and returns. */
    void period(PracticeId practice, Instant from, Instant to, OutputStream out) throws IOException {
        try {
            export.period(practice, from, to, event -> write(out, event));
            out.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /**
     * Writes events until the caller is gone or Sealpost stops.
     *
     * @param last how many of those that are there already come first
     */
    void follow(PracticeId practice, int last, OutputStream out) throws IOException {
        try {
            followUntilGone(practice, Math.max(0, export.end(practice) - last), out);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void followUntilGone(PracticeId practice, long after, OutputStream out)
            throws IOException, InterruptedException {
        long sequence = after;
        Instant written = Instant.EPOCH;
        do {
            List<Exported> page = export.after(practice, sequence, PAGE);
            page.forEach(event -> write(out, event.cloudEvent()));
            if (page.isEmpty() && written.plus(SIGN_OF_LIFE).isBefore(Instant.now())) {
                out.write('\n');
                written = Instant.now();
                out.flush();
            }
            if (!page.isEmpty()) {
                sequence = page.getLast().sequence();
                written = Instant.now();
                out.flush();
            }
        } while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void write(OutputStream out, String event) {
        try {
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
