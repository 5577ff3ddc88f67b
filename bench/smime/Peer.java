package smime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A peer, which the program {@code libcrypto.c} measures in a process of its own. */
final class Peer implements Encryption {

    /** What is measured. */
    enum Way {
        /** libcrypto encrypts everything, then encodes it. */
        WHOLE("libcrypto", "whole", Map.of()),
        /** libcrypto encodes while it encrypts. */
        STREAMED("libcrypto, streamed", "streamed", Map.of()),
        /** The same, but that memory once taken is never given back to the system. */
        KEEPS_MEMORY(
                "libcrypto, streamed, keeps memory",
                "streamed",
                Map.of(
                        "MALLOC_TRIM_THRESHOLD_", "1000000000",
                        "MALLOC_MMAP_THRESHOLD_", "1000000000",
                        "MALLOC_TOP_PAD_", "100000000")),
        /** A process for each message. */
        COMMAND("openssl command", "command", Map.of());

        private final String title;
        private final String word;
        private final Map<String, String> environment;

        Way(String title, String word, Map<String, String> environment) {
            this.title = title;
            this.word = word;
            this.environment = environment;
        }

        /** As tables call it. */
        String title() {
            return title;
        }
    }

    private final Way way;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /** @param message file that is encrypted */
    Peer(Way way, Path program, Path message, OpensslRecipient recipient) throws IOException {
        this.way = way;
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), message.toString(), recipient.file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(way.environment);
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return way.title();
    }

    @Override
    public long encrypt(int times) throws IOException {
        return Long.parseLong(ask(way.word + " " + times));
    }

    @Override
    public void write(Path file) throws IOException {
        ask("write " + file);
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("libcrypto ended: what it said stands above");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
