package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A port that stays open. */
class ListenerTest {

    @Test
    void goesOnWhenAConnectionCannotBeServedAndClosesIt() throws Exception {
        Listener listener = Listener.open("127.0.0.1", 0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch served = new CountDownLatch(1);
        try {
            listener.start(socket -> {
                if (taken.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("as a full heap would");
                }
                served.countDown();
            });
            try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                first.setSoTimeout(10_000);
                assertThat(first.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(second.isConnected()).isTrue();
            }
        } finally {
            listener.close();
        }
    }
}
