package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A token of SoftHSM in a folder of its own.
 *
 * @param pinFile holds its PIN
 */
public record SoftToken(Path folder, Path pinFile) {

    /** As Debian installs it. */
    public static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    static final String PIN = "5550143";

    /** Makes it. */
    public static SoftToken in(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens")
                        + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        SoftToken token = new SoftToken(folder, Files.writeString(folder.resolve("pin"), PIN + "\n"));
        token.run(
                "softhsm2-util", "--init-token", "--free", "--label", "practice", "--pin", PIN, "--so-pin", "5550199");
        return token;
    }

    /** By which SoftHSM finds it. */
    public Map<String, String> environment() {
        return Map.of("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    }

    /** What a program says that runs with the token. */
    public String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
