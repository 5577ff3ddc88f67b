package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sealpost.mail.RawMessage;

/**
 * Asks ClamAV's daemon (clamd(8), commands {@code zINSTREAM}, {@code zPING}, {@code zVERSION}) about messages, which it
 * takes apart itself. Only its word that a message is clean makes one clean: silence, an error and an answer that is not
 * understood are {@link MalwareVerdict.Away}. Safe for use by several threads; each message takes a connection.
 */
public final class ClamdScanner {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_REPLY = 4096;
    private static final int LONGEST_NAME = 100;

    private static final String SILENT = "the malware scanner does not answer";
    private static final String FAILED = "the malware scanner could not scan the message";
    private static final String TOO_LARGE = "the message is larger than the malware scanner takes";

    private final ClamdAddress address;
    private final Duration timeout;

    /** @param timeout for one message, from connecting to the verdict */
    public ClamdScanner(ClamdAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /** Never throws. */
    public MalwareVerdict scan(RawMessage message) {
        return this.<MalwareVerdict>ask(channel -> {
                    send(channel, "zINSTREAM\0");
                    try (InputStream in = message.openStream()) {
                        stream(in, channel);
                    } catch (IOException closed) {
                        // It says why before it closes, such as a limit of its own.
                        return ofPart(verdict(reply(channel)));
                    }
                    return verdict(reply(channel));
                })
                .orElseGet(() -> new MalwareVerdict.Away(SILENT));
    }

    /** Its version and that of its signatures; nothing when it does not answer. */
    public Optional<String> version() {
        return ask(channel -> {
                    send(channel, "zVERSION\0");
                    return reply(channel);
                })
                .filter(reply -> reply.startsWith("ClamAV"))
                .map(ClamdScanner::printable);
    }

    /** Whether it answers. */
    public boolean isThere() {
        return ask(channel -> {
                    send(channel, "zPING\0");
                    return reply(channel);
                })
                .filter("PONG"::equals)
                .isPresent();
    }

    private interface Dialogue<T> {
        T hold(SocketChannel channel) throws IOException;
    }

    /** What the reply says, or nothing when none came in time: closing the channel ends whatever still waits on it. */
    private <T> Optional<T> ask(Dialogue<T> dialogue) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        CompletableFuture<SocketChannel> opened = new CompletableFuture<>();
        Thread.ofVirtual().name("clamd").start(() -> hold(dialogue, reply, opened));
        try {
            return Optional.of(reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException silent) {
            return Optional.empty();
        } finally {
            opened.thenAccept(ClamdScanner::close);
        }
    }

    private <T> void hold(Dialogue<T> dialogue, CompletableFuture<T> reply, CompletableFuture<SocketChannel> opened) {
        try (SocketChannel channel = open()) {
            opened.complete(channel);
            channel.connect(address.resolve());
            reply.complete(dialogue.hold(channel));
        } catch (IOException | RuntimeException failure) {
            reply.completeExceptionally(failure);
        }
    }

    private SocketChannel open() throws IOException {
        return address.resolve() instanceof java.net.UnixDomainSocketAddress
                ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left to close.
        }
    }

    /** Chunks, each behind its length in four octets, and one of none. */
    private static void stream(InputStream in, SocketChannel channel) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(4 + CHUNK);
        for (int length = in.read(chunk.array(), 4, CHUNK); length > 0; length = in.read(chunk.array(), 4, CHUNK)) {
            chunk.clear().putInt(0, length).limit(4 + length);
            send(channel, chunk);
        }
        send(channel, ByteBuffer.allocate(4));
    }

    private static void send(SocketChannel channel, String command) throws IOException {
        send(channel, ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void send(SocketChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Up to the NUL that ends a reply. */
    private static String reply(SocketChannel channel) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_REPLY);
        while (reply.size() < LONGEST_REPLY && channel.read(buffer.clear()) >= 0) {
            for (int i = 0; i < buffer.position(); i++) {
                if (buffer.get(i) == 0) {
                    return reply.toString(StandardCharsets.ISO_8859_1);
                }
                reply.write(buffer.get(i));
            }
        }
        throw new IOException("the reply has no end");
    }

    /** What is found in a part is in the message; that a part is clean says nothing of the rest. */
    private static MalwareVerdict ofPart(MalwareVerdict verdict) {
        return verdict instanceof MalwareVerdict.Clean ? new MalwareVerdict.Away(FAILED) : verdict;
    }

    private static MalwareVerdict verdict(String reply) {
        if (reply.equals("stream: OK")) {
            return new MalwareVerdict.Clean();
        }
        if (reply.startsWith("stream: ") && reply.endsWith(" FOUND")) {
            return new MalwareVerdict.Infected(
                    printable(reply.substring("stream: ".length(), reply.length() - " FOUND".length())));
        }
        return new MalwareVerdict.Away(reply.contains("size limit exceeded") ? TOO_LARGE : FAILED);
    }

    private static String printable(String name) {
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
    }
}
