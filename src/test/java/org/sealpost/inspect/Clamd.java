package org.sealpost.inspect;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sealpost.testing.FreePort;

/** ClamAV's own daemon, Debian's clamav-daemon, which knows one signature: that of EICAR's test file. */
final class Clamd implements AutoCloseable {

    /** In pieces, so that no scanner takes this file for it. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!" + "$H+H*";

    private static final List<String> PROGRAMS = List.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd");

    private final Process process;
    private final Path folder;
    private final int port;

    private Clamd(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one that takes messages of up to a mebibyte, and waits until it answers. */
    static Clamd start(Path folder) throws IOException {
        int port = FreePort.next();
        Path signatures = Files.createDirectory(folder.resolve("signatures"));
        Files.writeString(
                signatures.resolve("test.ndb"),
                "Eicar-Test:0:*:" + HexFormat.of().formatHex(EICAR.getBytes(StandardCharsets.US_ASCII)) + "\n");
        Path settings = folder.resolve("clamd.conf");
        Files.writeString(settings, """
                Foreground yes
                DatabaseDirectory %s
                TemporaryDirectory %s
                LocalSocket %s
                TCPSocket %d
                TCPAddr 127.0.0.1
                StreamMaxLength 1M
                SelfCheck 0
                """.formatted(signatures, folder, folder.resolve("clamd.sock"), port));
        String program = PROGRAMS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("clamd is missing: install clamav-daemon"));
        Process process = new ProcessBuilder(program, "--config-file=" + settings)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile())
                .start();
        Clamd clamd = new Clamd(process, folder, port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !process.isAlive() || scanner(clamd.tcp()).isThere());
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("clamd.log")));
        }
        return clamd;
    }

    String tcp() {
        return "127.0.0.1:" + port;
    }

    String unix() {
        return "unix:" + folder.resolve("clamd.sock");
    }

    static ClamdScanner scanner(String address) {
        return new ClamdScanner(ClamdAddress.parse(address).orElseThrow(), Duration.ofSeconds(10));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
