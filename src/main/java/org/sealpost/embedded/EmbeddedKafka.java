package org.sealpost.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker, its own controller, inside this process. It keeps the published stream for ever and flushes what
 * it acknowledges, since there is no second replica to keep it.
 */
final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;

    /** As large as an event may be that is sent to it. */
    private static final int MOST_OCTETS = 8 * 1024 * 1024;

    /** For the orderly end of a broker that failed. */
    private static final Duration STOP = Duration.ofMinutes(1);

    /** Between two attempts to start it again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(EmbeddedKafka.class.getName());

    private final Path folder;
    private final int port;
    private final Properties properties;
    /** Until it runs, so that whoever starts it hears of a failure. */
    private final AtomicBoolean failed = new AtomicBoolean(true);

    /** Whether its log was made since it last ran. */
    private boolean formatted;

    private volatile boolean closed;
    private volatile KafkaRaftServer server;

    private EmbeddedKafka(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        this.properties = properties(folder, port, LoopbackPort.free());
        Exit.setHaltProcedure((status, message) -> fail());
        Exit.setExitProcedure((status, message) -> fail());
        this.server = begin();
        formatted = false;
        failed.set(false);
    }

    /**
     * Starts the broker.
     *
     * @param folder its log folder, formatted at first start
     * @param wanted its port on the loopback address, 0 for any
     * @throws EmbeddedServiceException when the port is taken or the broker does not start
     */
    static EmbeddedKafka start(Path folder, int wanted) throws EmbeddedServiceException {
        if (wanted != 0 && !LoopbackPort.isFree(wanted)) {
            throw new EmbeddedServiceException("Port " + wanted
                    + " of the embedded Kafka broker is in use: set sealpost.kafka.port to a free one,"
                    + " or kafka.bootstrap.servers to a broker of your own.");
        }
        int port = wanted == 0 ? LoopbackPort.free() : wanted;
        try {
            return new EmbeddedKafka(folder, port);
        } catch (Exception | BrokerFailedError failure) {
            throw new EmbeddedServiceException(
                    "The embedded Kafka broker did not start (" + failure.getMessage() + "): restore " + folder
                            + " from a backup, or set kafka.bootstrap.servers to a broker of your own; if you move it"
                            + " away, keep it, since what was published is not published again (audit export writes it).",
                    failure);
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        closed = true;
        try {
            stops(server);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaRaftServer begin() throws Exception {
        formatted |= format(folder);
        KafkaRaftServer fresh = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        fresh.startup();
        return fresh;
    }

    /** Stops it in order, and says whether that was done in time: one that failed may never come to its end. */
    private static boolean stops(KafkaRaftServer server) throws InterruptedException {
        return Thread.ofPlatform()
                .daemon()
                .name("embedded-kafka-stop")
                .start(() -> {
                    server.shutdown();
                    server.awaitShutdown();
                })
                .join(STOP);
    }

    /**
     * What Kafka does in place of ending the process, which is how it answers a full disk or a folder that is gone: mail
     * flows without it, so the broker alone is away, until it can be started again.
     */
    private void fail() {
        if (!closed && failed.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The embedded Kafka broker failed and is away: events wait in the database until it could be started"
                            + " again; look whether the disk of {0} is full.",
                    folder);
            Thread.ofPlatform().daemon().name("embedded-kafka-again").start(this::again);
        }
        throw new BrokerFailedError();
    }

    private void again() {
        try {
            if (!stops(server)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The embedded Kafka broker does not stop: start Sealpost again once its disk can be written to.");
                return;
            }
            while (!closed && failed.get()) {
                Thread.sleep(PAUSE);
                tryAgain();
            }
            if (closed) {
                stops(server);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryAgain() throws InterruptedException {
        try {
            server = begin();
            failed.set(false);
            if (formatted) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The embedded Kafka broker is back and empty: what was published before is gone from {0} and is"
                                + " not published again. Restore that folder, or write the events with audit export.",
                        folder);
            } else {
                LOG.log(System.Logger.Level.INFO, "The embedded Kafka broker is back.");
            }
            formatted = false;
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception | BrokerFailedError still) {
            LOG.log(System.Logger.Level.DEBUG, "The embedded Kafka broker is still away", still);
        }
    }

    /** Ends the thread of Kafka's that asked for the end of the process. */
    private static final class BrokerFailedError extends Error {

        private static final long serialVersionUID = 1L;

        BrokerFailedError() {
            super("the embedded Kafka broker failed", null, false, false);
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", folder.toString());
        properties.put("num.partitions", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.retention.ms", "-1");
        properties.put("log.flush.interval.messages", "1");
        properties.put("message.max.bytes", Integer.toString(MOST_OCTETS));
        return properties;
    }

    /** Makes the folder a log's where it is none, and says whether it was none. */
    private static boolean format(Path folder) throws Exception {
        Path marker = folder.resolve("meta.properties");
        if (Files.exists(marker) && Files.exists(folder.resolve(BootstrapDirectory.BINARY_BOOTSTRAP_FILENAME))) {
            return false;
        }
        makeFolder(folder);
        new Formatter()
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        return true;
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }
}
