package org.sealpost.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The packaged program as a process of its own, on free ports and with its embedded services. */
public final class RunningSealpost implements AutoCloseable {

    private static final Path JAR =
            Path.of(System.getProperty("sealpost.build.directory", "target"), "quarkus-app", "quarkus-run.jar");
    /** As {@code ./sealpost} starts it. */
    private static final Path OPTIONS = Path.of("src", "main", "jvm.options");

    private static final String COLLECTOR = "-XX:+UseParallelGC";
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final int smtpPort;
    private final int httpPort;
    private final Process process;

    private RunningSealpost(Path home, Map<String, String> settings, List<String> before) throws IOException {
        this.home = home;
        smtpPort = FreePort.next();
        httpPort = FreePort.next();
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS.toAbsolutePath(),
                COLLECTOR,
                "-jar",
                JAR.toAbsolutePath().toString(),
                "serve"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(Map.of(
                        "SEALPOST_HOME",
                        home.resolve("data").toString(),
                        "SEALPOST_SMTP_HOST",
                        "127.0.0.1",
                        "SEALPOST_SMTP_PORT",
                        Integer.toString(smtpPort),
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(httpPort),
                        "QUARKUS_MANAGEMENT_PORT",
                        "0",
                        "SEALPOST_KAFKA_PORT",
                        "0"));
        builder.environment().putAll(settings);
        process = builder.start();
    }

    /**
     * Starts the program and waits until its API answers.
     *
     * @param home a folder that may hold what an earlier run left
     * @param settings environment variables
     */
    public static RunningSealpost start(Path home, Map<String, String> settings) throws IOException {
        return started(new RunningSealpost(home, settings, List.of()));
    }

    /**
     * The same as the leader of a group of processes of its own, as a shell starts it in a terminal: it hears the
     * interrupt, even where the tests run in the background and do not.
     */
    public static RunningSealpost startAsInATerminal(Path home, Map<String, String> settings) throws IOException {
        return started(new RunningSealpost(home, settings, List.of("setsid", "env", "--default-signal=INT")));
    }

    private static RunningSealpost started(RunningSealpost started) {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(started.process.isAlive())
                    .as("the program ended:\n%s", Files.readString(started.log()))
                    .isTrue();
            return started.answers();
        });
        return started;
    }

    /** Quarkus settings as environment variables. */
    public static Map<String, String> environment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
    }

    public int smtpPort() {
        return smtpPort;
    }

    /** What a GET of the API answers, with the administrator's token. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Authorization", "Bearer " + token())
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** What a POST to the API answers, with the administrator's token. */
    public String post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    /** The octets that a POST to the API answers, with the administrator's token. */
    public byte[] postForOctets(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Ends the JVM and everything that it started, as a power failure does. */
    public void killTree() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        killProgram();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the JVM only: its PostgreSQL lives on. */
    public void killProgram() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the JVM only, where it stands, until it is thawed: its connections stay, and it does nothing. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen one go on as if no time had passed. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Asks it to stop in order (SIGTERM), and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** What a terminal's Ctrl-C does: interrupts it and whatever it started in its group. */
    public void interruptGroup() throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-INT", "--", "-" + process.pid())
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** What it has logged so far. */
    public String printed() throws IOException {
        return Files.readString(log());
    }

    /** Stops it in order; whatever does not stop is killed. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            killTree();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private Path log() {
        return home.resolve("sealpost.log");
    }

    private String token() throws IOException {
        return Files.readString(home.resolve("data").resolve("admin.token")).strip();
    }

    private boolean answers() throws InterruptedException {
        try {
            return !get("/api/v1/messages").isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }
}
