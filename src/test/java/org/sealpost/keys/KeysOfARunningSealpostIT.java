package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.testing.RunningSealpost;

/** The packaged program with a token of SoftHSM; then its machine burns down, and another takes its place. */
class KeysOfARunningSealpostIT {

    private static final String JSON = "application/json";
    private static final String PASSPHRASE = "a passphrase of some length";
    private static final Path JAR =
            Path.of(System.getProperty("sealpost.build.directory", "target"), "quarkus-app", "quarkus-run.jar");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyKeyComesBackOnANewMachineAndTheTokensKeyIsUsedByItsHandle() throws Exception {
        SoftToken token = SoftToken.in(Files.createDirectories(folder.resolve("token")));
        Map<String, String> settings = new HashMap<>(token.environment());
        settings.putAll(RunningSealpost.environment(Map.of(
                "sealpost.keys.pkcs11.library", SoftToken.MODULE.toString(),
                "sealpost.keys.pkcs11.pin-file", token.pinFile().toString())));
        Path first = Files.createDirectories(folder.resolve("first"));
        JsonNode keys;
        JsonNode dkim;
        byte[] backup;
        try (RunningSealpost sealpost = RunningSealpost.start(first, settings)) {
            sealpost.post("/api/v1/authority", JSON, "{\"name\":\"Sample\",\"algorithm\":\"p-256\"}");
            sealpost.post("/api/v1/keys", JSON, "{\"owner\":\"*\",\"algorithm\":\"p-256\",\"issuer\":\"authority\"}");
            sealpost.post(
                    "/api/v1/keys",
                    JSON,
                    "{\"owner\":\"desk@practice.example\",\"issuer\":\"self\",\"token\":true}");
            sealpost.post("/api/v1/dkim-keys", JSON, "{\"domain\":\"practice.example\",\"algorithms\":[\"ed25519\"]}");
            keys = json.readTree(sealpost.get("/api/v1/keys"));
            dkim = json.readTree(sealpost.get("/api/v1/dkim-keys"));
            assertThat(keys).extracting(key -> key.path("place").asText()).containsExactly("database", "token");
            assertOpens(sealpost, keys);
            backup = sealpost.postForOctets("/api/v1/keys:backup", JSON, "{\"passphrase\":\"" + PASSPHRASE + "\"}");
            assertThat(sealpost.printed()).doesNotContain(SoftToken.PIN, PASSPHRASE);
        }
        delete(first);

        Path second = Files.createDirectories(folder.resolve("second"));
        Path file = Files.write(folder.resolve("keys.p12"), backup);
        Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        assertThat(restore(second, file, passphrase)).contains("keystore.p12; start the gateway");
        try (RunningSealpost sealpost = RunningSealpost.start(second, settings)) {
            assertThat(json.readTree(sealpost.get("/api/v1/keys"))).isEqualTo(keys);
            assertThat(json.readTree(sealpost.get("/api/v1/dkim-keys"))).isEqualTo(dkim);
            assertOpens(sealpost, keys);
            // The authority's key opens too.
            assertThat(sealpost.post(
                            "/api/v1/authority:issue",
                            JSON,
                            "{\"address\":\"bo@patients.example\",\"holder\":\"patient\",\"algorithm\":\"p-256\"}"))
                    .contains("pkcs12");
            sealpost.post("/api/v1/dkim-keys/practice.example:activate?force=true", JSON, "");
            assertThat(json.readTree(sealpost.get("/api/v1/audit/verify")).path("intact").asBoolean())
                    .isTrue();
        }
        // What was put into the database once is not put there again.
        try (RunningSealpost sealpost = RunningSealpost.start(second, settings)) {
            assertThat(json.readTree(sealpost.get("/api/v1/dkim-keys"))
                            .get(0)
                            .path("state")
                            .asText())
                    .isEqualTo("active");
            assertThat(sealpost.printed().lines().filter(line -> line.contains("put back into the database")))
                    .hasSize(1);
        }
    }

    /** A request is signed by the key itself: a key that does not open, or that the token lacks, signs none. */
    private void assertOpens(RunningSealpost sealpost, JsonNode keys) throws IOException, InterruptedException {
        for (JsonNode key : keys) {
            Path request = Files.writeString(
                    folder.resolve("request.pem"),
                    sealpost.get("/api/v1/keys/" + key.path("id").asText() + "/request"));
            assertThat(run(List.of("openssl", "req", "-in", request.toString(), "-verify", "-noout"), folder, Map.of()))
                    .contains("verify OK");
        }
    }

    private static String restore(Path home, Path file, Path passphrase) throws IOException, InterruptedException {
        return run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "keys",
                        "restore",
                        "--passphrase-file",
                        passphrase.toString(),
                        file.toString()),
                home,
                Map.of("SEALPOST_HOME", home.resolve("data").toString()));
    }

    private static String run(List<String> command, Path where, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(where.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
