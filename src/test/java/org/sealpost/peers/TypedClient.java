package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program that speaks SMTP for whoever types: each line is typed when the reply to the one before was printed. */
final class TypedClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final StringBuffer printed = new StringBuffer();
    private final Thread reader;

    TypedClient(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = Thread.ofVirtual().start(this::read);
    }

    /** Waits for a line that begins so, a regular expression, and returns all that was printed. */
    String expect(String reply) throws InterruptedException {
        return awaitSince(0, reply);
    }

    /** Types lines, waits for a reply that begins so, and returns what was printed since. */
    String type(String lines, String reply) throws IOException, InterruptedException {
        int before = printed.length();
        OutputStream in = process.getOutputStream();
        in.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        return awaitSince(before, reply);
    }

    /** Types nothing more and returns the program's status. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(printed())
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    /** All that it printed so far, for people and of the dialogue. */
    String printed() {
        return printed.toString();
    }

    private String awaitSince(int begin, String reply) throws InterruptedException {
        Pattern wanted = Pattern.compile("(?m)^" + reply);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        boolean ended = false;
        while (!ended && !wanted.matcher(printed.substring(begin)).find() && System.nanoTime() - giveUp < 0) {
            ended = reader.join(Duration.ofMillis(10));
        }
        assertThat(printed.substring(begin)).containsPattern(wanted);
        return printed.substring(begin);
    }

    private void read() {
        char[] some = new char[4096];
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = out.read(some); count >= 0; count = out.read(some)) {
                printed.append(some, 0, count);
            }
        } catch (IOException killed) {
            return;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
