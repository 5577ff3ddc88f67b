package org.sealpost.certificate;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.sealpost.embedded.EmbeddedServiceException;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.mail.PracticeId;

/** A PostgreSQL of the benchmark's own with the one table that each choice asks, and a pool of connections as the gateway has. */
final class GenerationTable implements AutoCloseable {

    private static final int CONNECTIONS = 20;

    private final Path folder;
    private final EmbeddedServices services;
    private final AgroalDataSource database;

    GenerationTable() throws IOException, SQLException, EmbeddedServiceException {
        folder = Files.createTempDirectory("sealpost-bench");
        services = EmbeddedServices.start(HomeFolder.lock(folder.resolve("home")), true, OptionalInt.empty());
        Map<String, String> settings = services.settings();
        database = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(settings.get("quarkus.flyway.jdbc-url"))
                                .principal(new NamePrincipal(settings.get("quarkus.flyway.username")))
                                .credential(new SimplePassword(settings.get("quarkus.flyway.password"))))));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE certificate_generation (practice text PRIMARY KEY, generation bigint NOT NULL)");
            statement.execute("INSERT INTO certificate_generation VALUES ('" + PracticeId.DEFAULT + "', 7)");
        }
    }

    CertificateGenerations generations() {
        return new CertificateGenerations(database);
    }

    @Override
    public void close() throws IOException {
        database.close();
        services.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
