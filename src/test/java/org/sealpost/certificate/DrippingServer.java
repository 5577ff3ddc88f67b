package org.sealpost.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Begins an answer and then sends an octet now and then, for as long as the connection lives. */
final class DrippingServer implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;

    private final ServerSocket listener;
    private final byte[] beginning;
    private final CountDownLatch hungUp = new CountDownLatch(1);

    DrippingServer(byte[] beginning) throws IOException {
        this.beginning = beginning.clone();
        this.listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Whether its client closed the connection within ten seconds. */
    boolean wasHungUpOn() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            InputStream question = client.getInputStream();
            if (question.read() < 0) {
                return;
            }
            client.getOutputStream().write(beginning);
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                client.getOutputStream().write('x');
            }
        } catch (IOException closed) {
            hungUp.countDown();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
