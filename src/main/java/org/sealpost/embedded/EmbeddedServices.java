package org.sealpost.embedded;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Whatever of PostgreSQL and Kafka is not configured, started before the program and stopped after it. */
public final class EmbeddedServices implements AutoCloseable {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private EmbeddedServices() {}

    /** Nothing is embedded: database and broker are the operator's. */
    public static EmbeddedServices none() {
        return new EmbeddedServices();
    }

    /**
     * Starts what is wanted.
     *
     * @param home the locked home folder; closed with the services
     * @param database whether to start PostgreSQL
     * @param brokerPort the port on which to start Kafka, 0 for any; nothing to start none
     * @throws EmbeddedServiceException when one does not start; what had started is stopped again
     */
    public static EmbeddedServices start(HomeFolder home, boolean database, OptionalInt brokerPort)
            throws EmbeddedServiceException {
        EmbeddedServices services = new EmbeddedServices();
        services.running.push(home);
        try {
            if (database) {
                services.add(EmbeddedPostgres.start(home.path().resolve("postgres")));
            }
            if (brokerPort.isPresent()) {
                services.add(EmbeddedKafka.start(home.path().resolve("kafka"), brokerPort.getAsInt()));
            }
            return services;
        } catch (EmbeddedServiceException failure) {
            services.close();
            throw failure;
        }
    }

    /** The settings with which Quarkus finds the services. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Stops the services, the last one started first. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            stop(running.pop());
        }
    }

    private void add(EmbeddedPostgres postgres) {
        running.push(postgres);
        settings.put("quarkus.datasource.jdbc.url", postgres.url());
        settings.put("quarkus.datasource.username", postgres.programName());
        settings.put("quarkus.datasource.password", postgres.programPassword());
        settings.put("quarkus.flyway.jdbc-url", postgres.url());
        settings.put("quarkus.flyway.username", postgres.ownerName());
        settings.put("quarkus.flyway.password", postgres.ownerPassword());
    }

    private void add(EmbeddedKafka kafka) {
        running.push(kafka);
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    private static void stop(AutoCloseable service) {
        try {
            service.close();
        } catch (IOException | RuntimeException failure) {
            System.getLogger(EmbeddedServices.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "An embedded service did not stop cleanly: {0}",
                            failure.getClass().getSimpleName());
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }
}
