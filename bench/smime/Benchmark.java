package smime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relay.BenchmarkFailure;
import relay.Folder;

/** The program behind {@code ./sealpost bench smime}. */
public final class Benchmark {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Benchmark() {}

    /** Exit status: 0 done; 1 something failed or a message did not arrive exactly once; 2 the command line is wrong. */
    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench smime: " + wrong.getMessage() + "\n" + Options.USAGE);
            System.exit(MISUSED);
            return;
        }
        Path top = Path.of(System.getProperty("bench.top"));
        Path classes = Path.of(System.getProperty("bench.classes"));
        Path folder = Files.createTempDirectory("sealpost-bench-smime");
        List<String> json = new ArrayList<>();
        try {
            if (options.only().contains(Options.Part.PROCESS)) {
                json.add("\"process\": " + new InProcess(classes.resolve("libcrypto"), folder, options).measure());
            }
            if (options.only().contains(Options.Part.MEMORY)) {
                json.add("\"memory\": " + new InSmallHeap(top, folder).measure());
            }
            if (options.only().contains(Options.Part.GATEWAY)) {
                json.add("\"gateway\": " + new ThroughGateway(options, top).measure());
            }
        } catch (BenchmarkFailure failure) {
            System.err.println("bench smime: " + failure.getMessage());
            System.exit(FAILED);
        } finally {
            Folder.delete(folder);
        }
        if (options.json().isPresent()) {
            Files.writeString(
                    options.json().get(),
                    "{\"java\": \"" + Runtime.version() + "\", \"cores\": "
                            + Runtime.getRuntime().availableProcessors() + ",\n" + String.join(",\n", json) + "}\n");
        }
    }
}
