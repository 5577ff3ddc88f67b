package org.sealpost.gateway;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;

/** The relay behind the gateway, which lets the dot of one recipient's messages wait until it may go on. */
final class LateRelay implements AutoCloseable {

    static final Reply TAKEN = Reply.of(250, "2.0.0", "Ok");

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private MailSink sink;

    private LateRelay(MailSink sink) {
        this.sink = sink;
    }

    /** @param answer to the dot of the attempt of that number, the first of which is 1 */
    static LateRelay forRecipient(String recipient, IntFunction<Reply> answer) throws Exception {
        LateRelay relay = new LateRelay(RelayForTests.listening());
        relay.sink.onData(arrival ->
                arrival.recipients().stream().anyMatch(one -> one.address().equals(recipient))
                        ? relay.late(answer)
                        : TAKEN);
        return relay;
    }

    /** Attempts whose message it has, answered or not. */
    int attempts() {
        return attempts.get();
    }

    void awaitFirstAttempt() {
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts() == 1);
    }

    /** Answers what waits, and from now on at once. */
    void goOn() {
        goOn.countDown();
    }

    /** Breaks off every connection in the middle of whatever is said, and is away. */
    void breakOff() {
        sink.close();
    }

    /** Is there again, and takes everything at once. */
    void comeBack() throws Exception {
        sink = RelayForTests.listening();
    }

    /** What has arrived for that recipient since it was last away. */
    List<MailSink.Arrival> arrivals(String recipient) {
        return sink.arrivals(recipient);
    }

    @Override
    public void close() {
        goOn();
        sink.close();
    }

    private Reply late(IntFunction<Reply> answer) {
        int attempt = attempts.incrementAndGet();
        try {
            goOn.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer.apply(attempt);
    }
}
