package org.sealpost.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspection;
import org.sealpost.inspect.Inspector;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/**
 * Inspects messages: small ones where they are, also with short documents, of which a few are read at a time; large ones and
 * those with files that unfold further a few at a time on threads of their own. Those compute for a second without a pause, in which a virtual thread would keep the sessions of all other
 * clients from going on, some of them with a connection to the database in hand; and they take memory that nobody has
 * reserved.
 */
@Singleton
final class Inspections {

    private static final Logger LOG = Logger.getLogger(Inspections.class);

    /** Octets up to which an inspection is over in some milliseconds. */
    private static final int SMALL = 256 * 1024;

    /** What one needs at most besides the message: text in several forms, a file, and what its reader makes of it. */
    private static final long MEMORY = 256L * 1024 * 1024;

    /** The same for short documents. */
    private static final long LIGHT_MEMORY = 32L * 1024 * 1024;

    private final Semaphore light = new Semaphore(lightAtOnce(), true);
    private final Inspector inspector = new Inspector();
    private final NamesInForce names;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            atOnce(), Thread.ofPlatform().daemon().name("inspection-", 1).factory());

    Inspections(NamesInForce names) {
        this.names = names;
    }

    /**
     * Inspects.
     *
     * @param practice whose patients' names are looked for
     * @throws IllegalStateException when the program ends meanwhile
     */
    Findings of(PracticeId practice, RawMessage message) {
        Inspection inspection = inspector.begin(message, names.of(practice));
        if (message.size() <= SMALL) {
            Optional<Findings> findings = inspection.untilItUnfolds().or(() -> lightly(inspection));
            if (findings.isPresent()) {
                return findings.get();
            }
        }
        try {
            return threads.submit(inspection::rest).get();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in an inspection", ending);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                // A full heap is told to this client, as everywhere.
                throw error;
            }
            throw new IllegalStateException("an inspection failed", failure);
        }
    }

    /** Its documents are read on threads of their own in any case; this one searches what they say. */
    private Optional<Findings> lightly(Inspection inspection) {
        light.acquireUninterruptibly();
        try {
            return inspection.untilItIsHeavy();
        } finally {
            light.release();
        }
    }

    /** Gets ready beside the start: the first document would otherwise take seconds. */
    void start() {
        threads.execute(() -> {
            if (!inspector.warmUp()) {
                LOG.error("The program's own sample documents cannot be read, or not in time: attachments may count as"
                        + " unreadable. Start again, and report it if this comes back.");
            }
        });
    }

    /** A quarter of the heap is theirs, as a quarter is the messages' own. */
    private static int atOnce() {
        Runtime runtime = Runtime.getRuntime();
        return (int) Math.clamp(runtime.maxMemory() / 4 / MEMORY, 1, runtime.availableProcessors());
    }

    private static int lightAtOnce() {
        Runtime runtime = Runtime.getRuntime();
        return (int) Math.clamp(runtime.maxMemory() / 8 / LIGHT_MEMORY, 1, runtime.availableProcessors());
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
