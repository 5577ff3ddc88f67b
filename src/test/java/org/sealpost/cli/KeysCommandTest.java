package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;
import picocli.CommandLine;

/** The commands about keys, as a person types them. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeysCommandTest {

    private static final String UUID_PATTERN = "[0-9a-f]{8}-[0-9a-f-]{27}";

    @TestHTTPResource("/")
    URI root;

    @ConfigProperty(name = "sealpost.home")
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private final String owner = "ada@cli" + UUID.randomUUID() + ".example";
    private Path folder = Path.of("");

    @BeforeEach
    void pointAtTheGateway() throws IOException {
        folder = Files.createTempDirectory("sealpost-cli");
        environment.put("SEALPOST_URL", root.toString());
        environment.put("SEALPOST_HOME", home.toString());
    }

    @Test
    void aKeyThatWaitsIsShownWithItsRequest() {
        assertThat(run("keys", "create", "--algorithm", "p-256", owner)).isZero();
        assertThat(out.toString())
                .containsPattern(UUID_PATTERN + "  " + owner + "  p-256 +waiting  -        Have its request signed")
                .contains("-----BEGIN CERTIFICATE REQUEST-----");
    }

    @Test
    void aKeyIsRotatedAndTheOldOneDestroyed() {
        run("keys", "create", "--self", "--algorithm", "p-256", owner);
        String id = out.toString().lines().skip(1).findFirst().orElseThrow().substring(0, 36);
        assertThat(run("keys", "rotate", id)).isZero();
        assertThat(run("keys", "destroy", id)).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("keys", "list")).isZero();
        assertThat(out.toString())
                .containsPattern(id + "  " + owner + " +p-256 +destroyed")
                .containsPattern(owner + " +p-256 +active +20\\d\\d-\\d\\d-\\d\\d");
        assertThat(run("keys", "destroy", id)).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("sealpost: The key was destroyed: make another one.\n");
    }

    @Test
    void anExpiredKeyOfAFileIsTakenToDecryptOnly() throws Exception {
        TestIdentity expired = TestCertificate.of("CN=Ada", owner)
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"))
                .issue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("ada", expired.key(), "secret".toCharArray(), new Certificate[] {expired.certificate()});
        Path file = folder.resolve("old.p12");
        try (OutputStream octets = Files.newOutputStream(file)) {
            store.store(octets, "secret".toCharArray());
        }
        environment.put("SEALPOST_PASSPHRASE", "secret");
        String line = owner + " +p-256 +retired +2021-01-01  Its certificate expired on 2021-01-01: it only decrypts";
        assertThat(run("keys", "import", file.toString())).isZero();
        assertThat(out.toString()).containsPattern(line);
        out.getBuffer().setLength(0);
        assertThat(run("keys", "list")).isZero();
        assertThat(out.toString()).containsPattern(line);
    }

    @Test
    void aBackupNeedsAPassphraseAndIsNeverWrittenOverAFile() throws Exception {
        Path file = folder.resolve("keys.p12");
        assertThat(run("keys", "backup", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("The passphrase is missing: give --passphrase-file");
        environment.put("SEALPOST_PASSPHRASE", "a passphrase of some length");
        assertThat(run("keys", "backup", file.toString())).isZero();
        assertThat(Files.getPosixFilePermissions(file).toString()).doesNotContain("GROUP", "OTHERS");
        assertThat(run("keys", "backup", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("already, and it stays");
        assertThat(run("keys", "restore", file.toString())).isZero();
        assertThat(out.toString()).endsWith("No key was missing.\n");
        environment.put("SEALPOST_PASSPHRASE", "another passphrase");
        assertThat(run("keys", "restore", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("The backup does not open");
    }

    @Test
    void aKeyThatDoesNotOpenIsNamedAndComesBackFromAnOlderBackup() throws Exception {
        environment.put("SEALPOST_PASSPHRASE", "a passphrase of some length");
        run("keys", "create", "--self", "--algorithm", "p-256", owner);
        String id = out.toString().lines().skip(1).findFirst().orElseThrow().substring(0, 36);
        Path older = folder.resolve("older.p12");
        Path newer = folder.resolve("newer.p12");
        assertThat(run("keys", "backup", older.toString())).isZero();
        try (Connection database = TestServices.owner();
                Statement damage = database.createStatement()) {
            damage.execute("UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE id = '" + id + "'");
        }

        assertThat(run("keys", "backup", newer.toString())).isEqualTo(1);
        assertThat(newer).isNotEmptyFile();
        assertThat(errors.toString()).startsWith("These keys do not open").endsWith("default/" + id + "\n");
        assertThat(run("keys", "restore", newer.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("These keys do not open all the same");
        assertThat(run("keys", "restore", older.toString())).isZero();
        assertThat(out.toString()).endsWith("default: 1 key restored\n");
    }

    @Test
    void aPersonsFileIsWrittenAndItsPasswordPrintedOnce() throws Exception {
        run("ca", "create", "--algorithm", "p-256", "--replace", "Sample Practice");
        assertThat(out.toString()).startsWith("-----BEGIN CERTIFICATE-----");
        Path file = folder.resolve("bo.p12");
        String address = "bo" + UUID.randomUUID() + "@patients.example";
        assertThat(run("ca", "issue", "--patient", "--algorithm", "p-256", address, file.toString()))
                .isZero();
        String password = out.toString().lines().reduce((before, last) -> last).orElseThrow();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password.toCharArray());
        assertThat(store.size()).isPositive();
        assertThat(run("ca", "issue", "--patient", address, file.toString())).isEqualTo(1);

        out.getBuffer().setLength(0);
        assertThat(run("ca", "list")).isZero();
        String fingerprint = out.toString()
                .lines()
                .filter(line -> line.contains(address))
                .findFirst()
                .orElseThrow()
                .substring(0, 64);
        assertThat(run("ca", "revoke", "--reason", "the file was lost", fingerprint))
                .isZero();
        assertThat(out.toString()).endsWith("Revoked: " + fingerprint + "\n").doesNotContain(password);
    }

    private int run(String... arguments) {
        GatewayConnection gateway = new GatewayConnection(environment);
        return new CommandLine(new Main())
                .addSubcommand(new KeysCommand(gateway, environment))
                .addSubcommand(new AuthorityCommand(gateway))
                .setParameterExceptionHandler(new OneLineUsage())
                .setExecutionExceptionHandler(new OneLineFailure())
                .registerConverter(UUID.class, UUID::fromString)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
