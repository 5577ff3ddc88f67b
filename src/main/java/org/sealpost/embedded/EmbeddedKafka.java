package org.sealpost.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker, its own controller, inside this process. It keeps the published stream for ever and flushes what
 * it acknowledges, since there is no second replica to keep it.
 */
final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;

    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedKafka(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
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
        Properties properties = properties(folder, port, LoopbackPort.free());
        try {
            format(folder);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(port, server);
        } catch (Exception failure) {
            throw new EmbeddedServiceException(
                    "The embedded Kafka broker did not start (" + failure.getMessage() + "): move " + folder
                            + " away, or set kafka.bootstrap.servers to a broker of your own.",
                    failure);
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
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
        return properties;
    }

    private static void format(Path folder) throws Exception {
        Path marker = folder.resolve("meta.properties");
        if (Files.exists(marker) && Files.exists(folder.resolve(BootstrapDirectory.BINARY_BOOTSTRAP_FILENAME))) {
            return;
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
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }
}
