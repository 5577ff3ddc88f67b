package org.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedServicesTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatItCommittedAndAsksForPasswords() throws Exception {
        try (EmbeddedServices services = database()) {
            try (Connection owner = owner(services)) {
                execute(owner, "CREATE TABLE kept (value text)");
                execute(owner, "INSERT INTO kept VALUES ('still here')");
                assertThat(setting(owner, "fsync")).isEqualTo("on");
                assertThat(setting(owner, "synchronous_commit")).isEqualTo("on");
                assertThat(setting(owner, "full_page_writes")).isEqualTo("on");
            }
            String url = services.settings().get("quarkus.datasource.jdbc.url");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "sealpost", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        try (EmbeddedServices again = database();
                Connection owner = owner(again)) {
            assertThat(single(owner, "SELECT value FROM kept")).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "link"})
    void stopsTheServerThatAKilledProcessLeftBehindAndStartsAgain(String parent) throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        Path home = folder.resolve(parent).resolve("home");
        // A killed JVM releases the lock and leaves its PostgreSQL: the same as closing the lock alone.
        HomeFolder killed = HomeFolder.lock(home);
        EmbeddedServices orphaned = EmbeddedServices.start(killed, true, OptionalInt.empty());
        try (Connection owner = owner(orphaned)) {
            execute(owner, "CREATE TABLE kept AS SELECT 'committed' AS value");
        }
        killed.close();
        try (EmbeddedServices again = EmbeddedServices.start(HomeFolder.lock(home), true, OptionalInt.empty());
                Connection owner = owner(again)) {
            assertThat(single(owner, "SELECT value FROM kept")).isEqualTo("committed");
            assertThatThrownBy(() -> owner(orphaned)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void refusesAHomeFolderThatAnotherProcessHolds() throws Exception {
        try (HomeFolder held = HomeFolder.lock(folder.resolve("home"))) {
            assertThatThrownBy(() -> HomeFolder.lock(held.path()))
                    .isInstanceOf(EmbeddedServiceException.class)
                    .hasMessageContaining("Another Sealpost is running");
        }
    }

    @Test
    void keepsItsHomeAndItsSecretsFromOtherUsers() throws Exception {
        try (EmbeddedServices services = database()) {
            Path home = folder.resolve("home");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                    .isEqualTo("rwx------");
            Path secret = home.resolve("postgres/owner.password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(services.settings()).containsKey("quarkus.flyway.username");
        }
    }

    private EmbeddedServices database() throws EmbeddedServiceException {
        return EmbeddedServices.start(HomeFolder.lock(folder.resolve("home")), true, OptionalInt.empty());
    }

    private static Connection owner(EmbeddedServices services) throws SQLException {
        Map<String, String> settings = services.settings();
        return DriverManager.getConnection(
                settings.get("quarkus.flyway.jdbc-url"),
                settings.get("quarkus.flyway.username"),
                settings.get("quarkus.flyway.password"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return single(connection, "SHOW " + name);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
