package relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as {@code ./sealpost serve} starts it: its own PostgreSQL, the default rules, every patient
 * imported, 512 MB of heap. Its broker is a {@link Broker}.
 */
final class Sealpost implements Relay {

    private static final int START_SECONDS = 120;

    /** Certificates that are imported at a time. */
    private static final int BATCH = 250;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String name;
    private final Path home;
    private final Path log;
    private final int port = Ports.free();
    private final int httpPort = Ports.free();
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder for everything of it
     * @param tls the listener's certificate
     * @param encrypting whether every patient wants every message encrypted
     */
    Sealpost(
            String name,
            Path top,
            Path folder,
            NextHop next,
            TlsIdentity tls,
            Broker broker,
            Optional<Encrypting> encrypting)
            throws IOException {
        this.name = name;
        home = folder.resolve("home");
        log = folder.resolve("sealpost.log");
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(top.resolve("sealpost").toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Settings of a real installation must not be measured by accident.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SEALPOST_"));
        builder.environment().putAll(settings(next, tls, broker));
        encrypting.ifPresent(one -> builder.environment()
                .put("SEALPOST_CERTIFICATES_TRUST", one.authority().toString()));
        process = builder.start();
        try {
            Ports.await(httpPort, START_SECONDS, process::isAlive, failure("did not start"));
            Ports.await(port, START_SECONDS, process::isAlive, failure("takes no mail"));
            importPatients(encrypting.isPresent() ? "smime" : "unencrypted;tls");
            if (encrypting.isPresent()) {
                importCertificates(encrypting.get());
            }
        } catch (BenchmarkFailure failure) {
            close();
            throw failure;
        }
    }

    private Map<String, String> settings(NextHop next, TlsIdentity tls, Broker broker) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "SEALPOST_JAVA_OPTIONS", System.getProperty("bench.java.options", "") + " -Xmx512m",
                "SEALPOST_HOME", home.toString(),
                "SEALPOST_SMTP_HOST", "127.0.0.1",
                "SEALPOST_SMTP_PORT", Integer.toString(port),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(httpPort),
                "QUARKUS_MANAGEMENT_PORT", "0",
                "KAFKA_BOOTSTRAP_SERVERS", broker.servers(),
                "SEALPOST_RELAY_PORT", Integer.toString(next.port())));
        // Postfix's own pause: an attempt of one must not fall into the other's round more often.
        settings.put("SEALPOST_DELIVERY_RETRY_INITIAL", "5m");
        settings.put("SEALPOST_SMTP_TLS_CERTIFICATE", tls.certificate().toString());
        settings.put("SEALPOST_SMTP_TLS_KEY", tls.key().toString());
        settings.put("SEALPOST_RELAY_HOST", next.trust().isPresent() ? "localhost" : "127.0.0.1");
        settings.put("SEALPOST_RELAY_TLS", next.trust().isPresent() ? "verified" : "none");
        next.trust().ifPresent(file -> settings.put("SEALPOST_RELAY_TRUST", file.toString()));
        return settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    @Override
    public Map<String, String> durability() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection database = database();
                Statement statement = database.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"}) {
                try (ResultSet value = statement.executeQuery("SHOW " + setting)) {
                    value.next();
                    settings.put("PostgreSQL " + setting, value.getString(1));
                }
            }
        } catch (SQLException refused) {
            throw new IOException(refused);
        }
        settings.put("disk", Files.getFileStore(home).type());
        return settings;
    }

    /** Makes every waiting part due, but not those of {@link Arena}'s long queue, which are due in a day. */
    @Override
    public void flush() throws IOException {
        update("UPDATE queued_part SET next_attempt_at = now() WHERE state = 'queued'"
                + " AND next_attempt_at < now() + interval '12 hours'");
    }

    /** Runs a statement as the role that owns the schema; returns the rows that it touched. */
    int update(String sql) throws IOException {
        try (Connection database = database();
                Statement statement = database.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException refused) {
            throw new IOException(refused);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection database() throws IOException, SQLException {
        Path postgres = home.resolve("postgres");
        // PostgreSQL's documentation, "postmaster.pid": the fourth line is the port.
        String server = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3).strip();
        String password = Files.readString(postgres.resolve("owner.password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server + "/sealpost", "sealpost_owner", password);
    }

    private void importPatients(String channels) throws IOException {
        String answer = post("patients:import", "text/csv", Patients.csv(channels));
        if (!answer.contains("\"imported\":" + Patients.COUNT)) {
            throw new BenchmarkFailure("Sealpost did not import the patients: " + answer);
        }
    }

    private void importCertificates(Encrypting encrypting) throws IOException {
        String list = post(
                "revocation-lists", "application/x-pem-file", Files.readString(encrypting.revocationList()));
        if (!list.contains("\"issuer\"")) {
            throw new BenchmarkFailure("Sealpost did not take the revocation list: " + list);
        }
        List<String> recipients = Patients.addresses();
        for (int from = 0; from < recipients.size(); from += BATCH) {
            StringBuilder pem = new StringBuilder();
            List<String> batch = recipients.subList(from, Math.min(recipients.size(), from + BATCH));
            for (String recipient : batch) {
                pem.append(Files.readString(encrypting.certificates().resolve(recipient + ".pem")));
            }
            String answer = post("certificates", "application/x-pem-file", pem.toString());
            if (answer.split("\"trusted\":true", -1).length - 1 != batch.size()) {
                throw new BenchmarkFailure("Sealpost does not trust the certificates: "
                        + answer.substring(0, Math.min(answer.length(), 500)));
            }
        }
    }

    /** Returns the answer without its blanks. */
    private String post(String resource, String type, String body) throws IOException {
        String token = Files.readString(home.resolve("admin.token")).strip();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + httpPort + "/api/v1/" + resource))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body().replace(" ", "");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("The benchmark was interrupted: start it again.");
        }
    }

    private String failure(String what) {
        return "Sealpost " + what + ": look into " + log + ".";
    }
}
