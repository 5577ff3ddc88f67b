package org.sealpost.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the process until the embedded services have stopped. On a signal the JVM ends as soon as its shutdown hooks
 * have, whatever the main thread still does: without this one PostgreSQL would be left running.
 */
final class OrderlyEnd implements AutoCloseable {

    /** For whatever stops behind the mail: the audit, then Kafka and PostgreSQL, which has half of it for itself. */
    private static final Duration SERVICES = Duration.ofSeconds(60);

    private final Duration most;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean wanted;

    private OrderlyEnd(Duration most) {
        this.most = most;
    }

    /**
     * Waits for {@link #close} from now on when the process is told to end, as long as an orderly stop may take.
     *
     * @param mail until the last client is gone
     */
    static OrderlyEnd register(Duration mail) {
        OrderlyEnd end = new OrderlyEnd(mail.plus(SERVICES));
        Runtime.getRuntime().addShutdownHook(new Thread(end::await, "launch-end"));
        return end;
    }

    /** Whether the process was told to end. */
    boolean isWanted() {
        return wanted;
    }

    /** Everything has stopped. */
    @Override
    public void close() {
        over.countDown();
    }

    @SuppressWarnings("ReturnValueIgnored") // whether it was in time changes nothing: the process ends
    private void await() {
        wanted = true;
        try {
            over.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
