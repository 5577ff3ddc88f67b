package relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is run to its end. */
public final class Command {

    private Command() {}

    /**
     * Runs it.
     *
     * @return what it printed
     * @throws BenchmarkFailure when it does not end with status 0
     */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() == 0) {
                return printed;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new BenchmarkFailure(
                "'" + String.join(" ", List.of(command)) + "' failed: " + printed.strip().replace("\n", " | "));
    }
}
