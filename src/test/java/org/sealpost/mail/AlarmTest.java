package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger rung = new AtomicInteger();

    @Test
    void ringsOnceWhenItsTimeIsOver() throws Exception {
        long begin = System.nanoTime();
        try (Alarm alarm = Alarm.in(SHORT, rung::incrementAndGet)) {
            await().untilAsserted(() -> assertThat(rung).hasValue(1));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
            afterALook();
        }
        assertThat(rung).hasValue(1);
    }

    @Test
    void doesNotRingBeforeItsTimeNorWhenItIsClosed() throws Exception {
        Alarm closed = Alarm.in(SHORT, rung::incrementAndGet);
        closed.close();
        try (Alarm later = Alarm.in(LONG, rung::incrementAndGet)) {
            afterALook();
        }
        assertThat(rung).hasValue(0);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromRinging() {
        try (Alarm failing = Alarm.in(SHORT, () -> {
                    throw new IllegalStateException("as a test wants it");
                });
                Alarm other = Alarm.in(SHORT, rung::incrementAndGet);
                Alarm afterwards = Alarm.in(SHORT.multipliedBy(5), rung::incrementAndGet)) {
            await().untilAsserted(() -> assertThat(rung).hasValue(2));
        }
    }

    /** Once another alarm that was set later has rung, all that were set have been looked at. */
    private static void afterALook() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        try (Alarm alarm = Alarm.in(SHORT.multipliedBy(4), looked::countDown)) {
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
