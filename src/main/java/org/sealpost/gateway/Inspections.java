package org.sealpost.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspection;
import org.sealpost.inspect.Inspector;
import org.sealpost.inspect.KnownNames;
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
    private final Function<PracticeId, KnownNames> names;
    private final ExecutorService threads;

    @Inject
    Inspections(NamesInForce names) {
        this(names::of, atOnce());
    }

    /**
     * @param names of each practice's patients, as they are known when an inspection begins
     * @param places how many go on at a time on threads of their own
     */
    Inspections(Function<PracticeId, KnownNames> names, int places) {
        this.names = names;
        this.threads = Executors.newFixedThreadPool(
                places, Thread.ofPlatform().daemon().name("inspection-", 1).factory());
    }

    /**
     * Inspects. Where all places are taken, it waits for one, however long that takes: a message that is not looked at does not
     * go out.
     *
     * @param practice whose patients' names are looked for
     * @throws IllegalStateException when the program ends meanwhile, or nobody waits any more
     */
    Findings of(PracticeId practice, RawMessage message) {
        try {
            if (message.size() > SMALL) {
                return onTheirOwn(() -> inspector.inspect(message, names.apply(practice)));
            }
            Inspection inspection = inspector.begin(message, names.apply(practice));
            Optional<Findings> findings = inspection.untilItUnfolds();
            if (findings.isEmpty()) {
                findings = lightly(inspection);
            }
            return findings.isPresent() ? findings.get() : onTheirOwn(inspection::rest);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in an inspection", ending);
        }
    }

    /** Its documents are read on threads of their own in any case; this one searches what they say. */
    private Optional<Findings> lightly(Inspection inspection) throws InterruptedException {
        light.acquire();
        try {
            return inspection.untilItIsHeavy();
        } finally {
            light.release();
        }
    }

    private Findings onTheirOwn(Callable<Findings> inspection) throws InterruptedException {
        Future<Findings> begun = begin(inspection);
        try {
            return begun.get();
        } catch (InterruptedException ending) {
            // Nobody would read what it finds, and others wait for its place.
            begun.cancel(true);
            throw ending;
        } catch (CancellationException ending) {
            throw new IllegalStateException("the program ends", ending);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                // A full heap is told to this client, as everywhere.
                throw error;
            }
            throw new IllegalStateException("an inspection failed", failure);
        }
    }

    private Future<Findings> begin(Callable<Findings> inspection) {
        try {
            return threads.submit(inspection);
        } catch (RejectedExecutionException ending) {
            throw new IllegalStateException("the program ends", ending);
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
        // Those that wait for a place get none any more, and whoever waits for them must hear of it.
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> inspection) {
                inspection.cancel(true);
            }
        }
    }
}
