package patients;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway as {@code ./sealpost serve} starts it, on a database of the benchmark's. */
final class Gateway implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path home;
    private final int port;

    private Gateway(Process process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.port = port;
    }

    static Gateway start(Path top, Path home, Map<String, String> services) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(top.resolve("sealpost").toString(), "serve")
                .directory(top.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        services.forEach((name, value) ->
                command.environment().put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        command.environment().put("SEALPOST_HOME", home.toString());
        command.environment().put("SEALPOST_SMTP_PORT", Integer.toString(freePort()));
        command.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        command.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        command.environment().put("SEALPOST_JAVA_OPTIONS", "-Xmx512m");
        Gateway gateway = new Gateway(command.start(), home, port);
        gateway.awaitStart();
        return gateway;
    }

    private void awaitStart() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.readString(home.resolve("log")).contains("started in")) {
                return;
            }
            Thread.sleep(200);
        }
        throw new IOException("the gateway did not start: see " + home.resolve("log"));
    }

    /** Has a message decided; gives the answer's length, so that nothing is asked for in vain. */
    int decide(String query, byte[] message) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/decisions?" + query))
                .header("Authorization", "Bearer " + Files.readString(home.resolve("admin.token")).strip())
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(message))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the gateway answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().length();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
