package org.sealpost.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * The settings {@code kafka.*}, which each client of Kafka here gets. A client says what is wrong with them when it is made, at
 * the first event, and says nothing of a name that means nothing; so they are looked at before.
 */
public final class KafkaSettings {

    /** What they begin with; names below are without it. */
    public static final String PREFIX = "kafka.";

    /** Where the brokers are. */
    public static final String BROKERS = "bootstrap.servers";

    /** Of Quarkus, which makes another setting of it. */
    private static final String TLS_CONFIGURATION = "tls-configuration-name";

    /** For the look at settings that name no broker; nothing connects to it. */
    private static final String NO_BROKER = "127.0.0.1:9";

    /** Files of which Kafka says that they are missing with a stack trace in the log. */
    private static final Set<String> STORES =
            Set.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private static final int LAST_PORT = 65_535;

    /** Requests of one idempotent producer that a broker can put in order. */
    private static final int MOST_IN_FLIGHT = 5;

    private KafkaSettings() {}

    /** A broker's address. */
    public record Broker(String host, int port) {}

    /** Every name that means something to a producer, a consumer or whoever makes topics. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        names.add(TLS_CONFIGURATION);
        return names;
    }

    /**
     * Reads where a broker is.
     *
     * @param text such as {@code kafka.example:9092}
     * @return nothing when it says no host and port
     */
    public static Optional<Broker> broker(String text) {
        try {
            String host = Utils.getHost(text.strip());
            Integer port = Utils.getPort(text.strip());
            return host == null || host.isEmpty() || port == null || port < 1 || port > LAST_PORT
                    ? Optional.empty()
                    : Optional.of(new Broker(host, port));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /**
     * Looks at the values as the clients will, without connecting.
     *
     * @param values by their names; others than Kafka's are passed over, as the clients do
     * @throws IllegalArgumentException in one sentence that says what to do
     */
    public static void check(Map<String, String> values) {
        for (String broker : values.getOrDefault(BROKERS, NO_BROKER).split(",", -1)) {
            if (broker(broker).isEmpty()) {
                throw new IllegalArgumentException(PREFIX + BROKERS + " has '" + broker.strip()
                        + "', which is no broker: write each as host:port, separated by commas.");
            }
        }
        for (String file : STORES) {
            if (values.containsKey(file) && !Files.isReadable(Path.of(values.get(file)))) {
                throw new IllegalArgumentException(PREFIX + file + " names " + values.get(file)
                        + ", which cannot be read: correct it, or let the gateway read it.");
            }
        }
        Map<String, Object> settings = new HashMap<>(values);
        settings.remove(TLS_CONFIGURATION);
        settings.putIfAbsent(BROKERS, NO_BROKER);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // What an event is published with, whatever is set.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try {
            for (ConfigDef client :
                    List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())) {
                // The clients' own classes would write every setting into the log.
                AbstractConfig read = new AbstractConfig(client, settings, false);
                // It reads keys, certificates and how to sign in.
                ClientUtils.createChannelBuilder(read, Time.SYSTEM, new LogContext())
                        .close();
            }
            checkPublishing(new AbstractConfig(ProducerConfig.configDef(), settings, false));
        } catch (KafkaException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "The settings kafka.* are wrong (" + reason(wrong, values) + "): correct them.", wrong);
        }
    }

    /** As a client checks that keeps the order of what it tries again, without writing the settings into the log. */
    private static void checkPublishing(AbstractConfig producer) {
        if (producer.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null) {
            throw new ConfigException(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG + " is set, and nothing is published in" + " transactions");
        }
        if (producer.getInt(ProducerConfig.RETRIES_CONFIG) == 0) {
            throw new ConfigException(
                    ProducerConfig.RETRIES_CONFIG + " is 0, and an event is tried again until Kafka has it");
        }
        if (producer.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION) > MOST_IN_FLIGHT) {
            throw new ConfigException(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION + " is more than "
                    + MOST_IN_FLIGHT + ", with which events would come out of order");
        }
    }

    /** The innermost of Kafka's own words, without what is secret. */
    private static String reason(RuntimeException wrong, Map<String, String> values) {
        String reason = String.valueOf(wrong.getMessage());
        for (Throwable cause = wrong.getCause(); cause instanceof KafkaException; cause = cause.getCause()) {
            reason = String.valueOf(cause.getMessage());
        }
        for (Map.Entry<String, String> setting : values.entrySet()) {
            if (setting.getKey().contains("password") || setting.getKey().contains("jaas")) {
                reason = reason.replace(setting.getValue(), "(hidden)");
            }
        }
        return reason.lines().findFirst().orElse("");
    }
}
