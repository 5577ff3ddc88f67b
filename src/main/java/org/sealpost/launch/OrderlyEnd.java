package org.sealpost.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the process until the embedded services have stopped. On a signal the JVM ends as soon as its shutdown hooks
 * have, whatever the main thread still does: without this one PostgreSQL would be left running.
 */
final class OrderlyEnd implements AutoCloseable {

    private static final long MOST_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean wanted;

    private OrderlyEnd() {}

    /** Waits for {@link #close} from now on when the process is told to end, for a minute at most. */
    static OrderlyEnd register() {
        OrderlyEnd end = new OrderlyEnd();
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
            over.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
