package org.sealpost.audit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.sealpost.testing.TestServices;

/** The audit's tables in a schema of one test's own, on a real PostgreSQL, as the migrations make them. */
final class AuditDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Map<String, String> settings = TestServices.settings();
    private final String schema = "audit_test_" + NUMBER.incrementAndGet();
    private final AgroalDataSource program;

    AuditDatabase() throws SQLException {
        this("3");
    }

    /** @param version of the last migration that it has */
    AuditDatabase(String version) throws SQLException {
        Flyway.configure()
                .dataSource(
                        settings.get("quarkus.flyway.jdbc-url"),
                        settings.get("quarkus.flyway.username"),
                        settings.get("quarkus.flyway.password"))
                .schemas(schema)
                .target(version)
                .load()
                .migrate();
        program = pool("SET ROLE sealpost_program");
    }

    /** As the program sees it, when no statement may take longer. */
    AgroalDataSource program(Duration statement) throws SQLException {
        return pool("SET ROLE sealpost_program; SET statement_timeout = " + statement.toMillis());
    }

    private AgroalDataSource pool(String initialSql) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url())
                                .initialSql(initialSql)
                                .principal(new NamePrincipal(settings.get("quarkus.datasource.username")))
                                .credential(new SimplePassword(settings.get("quarkus.datasource.password"))))));
    }

    /** As the program sees it. */
    AgroalDataSource program() {
        return program;
    }

    /** As its owner sees it, who may do anything. */
    Connection owner() throws SQLException {
        return DriverManager.getConnection(
                url(), settings.get("quarkus.flyway.username"), settings.get("quarkus.flyway.password"));
    }

    /** As the program's login, before it takes its role. */
    Connection login() throws SQLException {
        return DriverManager.getConnection(
                url(), settings.get("quarkus.datasource.username"), settings.get("quarkus.datasource.password"));
    }

    void asOwner(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void asProgram(String sql) throws SQLException {
        try (Connection connection = program.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        program.close();
        asOwner("DROP SCHEMA " + schema + " CASCADE");
    }

    private String url() {
        String url = settings.get("quarkus.datasource.jdbc.url");
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }
}
