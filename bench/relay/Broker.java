package relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;

/**
 * Sealpost's own Kafka broker as a process of its own, as an installation with several replicas has it; so its CPU and
 * memory are not counted as the gateway's.
 */
final class Broker implements AutoCloseable {

    private final Process process;
    private final int port;

    /** Starts the process and waits until the broker listens. */
    Broker(Path top, Path folder) throws IOException {
        port = Ports.free();
        Path application = top.resolve("target/quarkus-app");
        Path log = folder.resolve("broker.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // It is no contestant, and what its compiler takes is taken from those who are.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        top.resolve("target/bench/relay") + ":" + application.resolve("app/*") + ":"
                                + application.resolve("lib/main/*"),
                        Broker.class.getName(),
                        folder.resolve("broker").toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Ports.await(port, 60, process::isAlive, "The Kafka broker did not start: look into " + log + ".");
        } catch (BenchmarkFailure failure) {
            close();
            throw failure;
        }
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process: folder and port as arguments. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedServices.start(
                HomeFolder.lock(Path.of(arguments[0])), false, OptionalInt.of(Integer.parseInt(arguments[1])));
        new CountDownLatch(1).await();
    }
}
