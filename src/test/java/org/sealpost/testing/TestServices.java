package org.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.sealpost.embedded.EmbeddedServiceException;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;

/**
 * A real PostgreSQL and a real Kafka broker for the component tests, in a home folder of their own and on ports of
 * their own. Started once for the whole run: {@code @QuarkusTest @QuarkusTestResource(TestServices.class)}.
 */
public final class TestServices implements QuarkusTestResourceLifecycleManager {

    private static final Started STARTED = startOnce();

    private record Started(Path home, EmbeddedServices services) {}

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(STARTED.services().settings());
        settings.put("sealpost.home", STARTED.home().toString());
        settings.put("sealpost.smtp.host", "127.0.0.1");
        settings.put("sealpost.smtp.port", "0");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        // The services end with the JVM: other tests with other settings use them too.
    }

    /** Settings with which a test reaches the services itself, for instance as the database's owner. */
    public static Map<String, String> settings() {
        return STARTED.services().settings();
    }

    /** The database as its owner sees it, who may do anything. */
    public static Connection owner() throws SQLException {
        Map<String, String> settings = settings();
        return DriverManager.getConnection(
                settings.get("quarkus.flyway.jdbc-url"),
                settings.get("quarkus.flyway.username"),
                settings.get("quarkus.flyway.password"));
    }

    private static Started startOnce() {
        try {
            Path home = Files.createTempDirectory("sealpost-test");
            EmbeddedServices services = EmbeddedServices.start(HomeFolder.lock(home), true, OptionalInt.of(0));
            Runtime.getRuntime().addShutdownHook(new Thread(services::close));
            return new Started(home, services);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (EmbeddedServiceException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
