package org.sealpost.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server as a child process, with two roles: {@code sealpost_owner} runs the migrations, {@code
 * sealpost} runs the program and owns nothing. Durable by PostgreSQL's own defaults ({@code fsync}, {@code
 * synchronous_commit} and {@code full_page_writes} on); passwords are SCRAM-SHA-256 from the first start on.
 *
 * <p>A server that an earlier, killed process left behind is stopped first; the caller holds the {@link HomeFolder},
 * so it cannot belong to a living one.
 */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String OWNER = "sealpost_owner";
    private static final String PROGRAM = "sealpost";

    private final Path home;
    private final PostgresBinaries binaries;
    private final int port = LoopbackPort.free();
    private final String superuserPassword;
    private final String ownerPassword;
    private final String programPassword;
    private final Process server;

    private EmbeddedPostgres(Path home) throws IOException, EmbeddedServiceException {
        this.home = home;
        Files.createDirectories(home);
        superuserPassword = OwnerOnlyFile.secret(home.resolve("postgres.password"));
        ownerPassword = OwnerOnlyFile.secret(home.resolve("owner.password"));
        programPassword = OwnerOnlyFile.secret(home.resolve("program.password"));
        stopOrphan();
        binaries = PostgresBinaries.unpack(home.resolve("programs"));
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise();
        }
        server = launch();
        try {
            awaitReady();
            createRolesAndDatabase();
        } catch (EmbeddedServiceException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Starts the server in the folder, which is made at first start. */
    static EmbeddedPostgres start(Path folder) throws EmbeddedServiceException {
        try {
            return new EmbeddedPostgres(folder);
        } catch (IOException failure) {
            throw new EmbeddedServiceException(
                    "The embedded PostgreSQL did not start (" + failure.getMessage() + "): look into "
                            + folder.resolve("server.log") + ", or set quarkus.datasource.jdbc.url.",
                    failure);
        }
    }

    String url() {
        return url(PROGRAM);
    }

    String ownerName() {
        return OWNER;
    }

    String ownerPassword() {
        return ownerPassword;
    }

    String programName() {
        return PROGRAM;
    }

    String programPassword() {
        return programPassword;
    }

    /** Stops the server: open transactions are rolled back, what was committed is on disk. */
    @Override
    public void close() {
        signal(server.pid(), "INT");
        try {
            if (!server.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void initialise() throws IOException, EmbeddedServiceException {
        Path half = home.resolve("data.new");
        run(List.of("rm", "-rf", half.toString()));
        Path passwordFile = home.resolve("postgres.password");
        run(asOrdinaryUser(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + half,
                "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--data-checksums")));
        // Only a whole data folder gets the name: a first start that was killed begins anew.
        Files.move(half, data());
    }

    private Process launch() throws IOException {
        List<String> command = inItsOwnSession(asOrdinaryUser(List.of(
                binaries.program("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=100",
                "-c",
                // Every statement is short; one that PostgreSQL takes for long is only one that it has no statistics
                // of.
                "jit=off",
                "-c",
                "log_statement=none",
                "-c",
                "log_parameter_max_length_on_error=0",
                "-c",
                "log_error_verbosity=terse")));
        return builder(command).start();
    }

    /**
     * Out of reach of the terminal's Ctrl-C, which goes to the whole group of processes: it would take the database
     * away from mail that is under way. The program stops its database itself, last. What it starts becomes the server
     * without another process between, so that its number is the server's.
     */
    private static List<String> inItsOwnSession(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(SETSID.toString()));
        wrapped.addAll(command);
        return wrapped;
    }

    /** PostgreSQL refuses to run as root; a user namespace of its own makes it an ordinary user with root's files. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    private ProcessBuilder builder(List<String> command) {
        File log = home.resolve("server.log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }

    private void run(List<String> command) throws IOException, EmbeddedServiceException {
        Process process = builder(command).start();
        try {
            if (process.waitFor() != 0) {
                throw new EmbeddedServiceException(
                        "The embedded PostgreSQL could not be set up: look into " + home.resolve("server.log")
                                + ", or set quarkus.datasource.jdbc.url to a PostgreSQL of your own.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServiceException("The start was interrupted: start again.", interrupted);
        }
    }

    private void stopOrphan() throws IOException, EmbeddedServiceException {
        Optional<ProcessHandle> orphan = orphan();
        if (orphan.isEmpty()) {
            // A killed server that nobody has reaped yet still has its number, and PostgreSQL would take it for alive.
            // Its shared memory, whose key is the data folder's inode, still guards against a living one.
            Files.deleteIfExists(data().resolve("postmaster.pid"));
            return;
        }
        ProcessHandle process = orphan.get();
        signal(process.pid(), "INT");
        if (!awaitExit(process, STOP)) {
            signal(process.pid(), "QUIT");
            if (!awaitExit(process, STOP)) {
                throw new EmbeddedServiceException("A PostgreSQL that an earlier Sealpost left (process "
                        + process.pid() + ") does not stop: end it, then start again.");
            }
        }
    }

    private Optional<ProcessHandle> orphan() throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        // The number may have been given to another process since: only a program of ours is stopped.
        String ours = home.resolve("programs").toString();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").startsWith(ours));
    }

    private static boolean awaitExit(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            return !process.isAlive();
        }
    }

    /** Java can only send TERM and KILL; PostgreSQL's orderly fast stop is INT. */
    private static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException noKill) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws EmbeddedServiceException {
        Instant limit = Instant.now().plus(START);
        while (true) {
            try (Connection ready = superuser("postgres")) {
                return;
            } catch (SQLException notYet) {
                if (!server.isAlive() || Instant.now().isAfter(limit)) {
                    throw new EmbeddedServiceException(
                            "The embedded PostgreSQL did not start: look into " + home.resolve("server.log")
                                    + ", or set quarkus.datasource.jdbc.url to a PostgreSQL of your own.",
                            notYet);
                }
                pause();
            }
        }
    }

    private static void pause() throws EmbeddedServiceException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServiceException("The start was interrupted: start again.", interrupted);
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", superuserPassword);
    }

    private void createRolesAndDatabase() throws EmbeddedServiceException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            createRole(statement, OWNER, "CREATEROLE", ownerPassword);
            createRole(statement, PROGRAM, "NOCREATEROLE", programPassword);
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + PROGRAM + "'")) {
                statement.execute("CREATE DATABASE " + PROGRAM + " OWNER " + OWNER);
            }
        } catch (SQLException failure) {
            throw new EmbeddedServiceException(
                    "The embedded PostgreSQL refused its roles: look into " + home.resolve("server.log") + ".",
                    failure);
        }
    }

    private static void createRole(Statement statement, String role, String right, String password)
            throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            statement.execute("CREATE ROLE " + role + " LOGIN " + right + " PASSWORD '" + password + "'");
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
