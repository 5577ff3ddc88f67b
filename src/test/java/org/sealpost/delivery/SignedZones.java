package org.sealpost.delivery;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sealpost.testing.FreePort;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A real name server (NSD) with a zone {@code test.} that is really signed (ldns), one below it that is not signed, and
 * one whose signatures contradict what {@code test.} says of it.
 */
public final class SignedZones implements AutoCloseable {

    private static final String HEAD = """
            $TTL 60
            @ IN SOA ns.test. hostmaster.test. 1 3600 600 86400 60
            @ IN NS ns.test.
            """;

    private final Path folder;
    private final int port;
    private final Process nsd;

    private SignedZones(Path folder, int port, Process nsd) {
        this.folder = folder;
        this.port = port;
        this.nsd = nsd;
    }

    /**
     * Signs and serves.
     *
     * @param records of {@code test.}; names may be relative to it
     * @param unsigned of {@code unsigned.test.}
     * @param bogus of {@code bogus.test.}
     * @param forged texts of the signed zone and what an attacker puts in their place
     */
    public static SignedZones serve(
            Path folder, String records, String unsigned, String bogus, Map<String, String> forged) throws Exception {
        String bogusKey = key(folder, "bogus.test");
        sign(folder, "bogus.test", HEAD + bogus, bogusKey);
        String key = key(folder, "test");
        // A digest of another key than the one that signs.
        String wrong = "bogus IN DS 4711 13 2 " + "ab".repeat(32) + "\n";
        sign(
                folder,
                "test",
                HEAD + "ns IN A 127.0.0.1\nunsigned IN NS ns.test.\nbogus IN NS ns.test.\n" + wrong + records,
                key);
        Path signed = folder.resolve("test.signed");
        String text = Files.readString(signed);
        for (Map.Entry<String, String> one : forged.entrySet()) {
            if (!text.contains(one.getKey())) {
                throw new AssertionError("there is nothing to forge");
            }
            text = text.replace(one.getKey(), one.getValue());
        }
        Files.writeString(signed, text);
        Files.writeString(folder.resolve("unsigned.test.signed"), HEAD + unsigned);
        Files.copy(folder.resolve(key + ".ds"), folder.resolve("anchors.ds"));
        int port = FreePort.next();
        SignedZones zones = new SignedZones(folder, port, start(folder, port));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(zones::answers);
        return zones;
    }

    /** As the setting takes it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The file of the key that signs {@code test.}. */
    public Path anchors() {
        return folder.resolve("anchors.ds");
    }

    @Override
    public void close() {
        nsd.destroy();
        try {
            // It writes into its folder until it has ended.
            if (!nsd.waitFor(10, TimeUnit.SECONDS)) {
                nsd.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            nsd.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() throws IOException {
        SimpleResolver resolver = new SimpleResolver(InetAddress.getLoopbackAddress());
        resolver.setPort(port);
        Message reply =
                resolver.send(Message.newQuery(Record.newRecord(Name.fromString("test."), Type.SOA, DClass.IN)));
        return reply.getRcode() == Rcode.NOERROR;
    }

    private static String key(Path folder, String zone) throws Exception {
        return run(folder, "ldns-keygen", "-a", "ECDSAP256SHA256", "-k", zone).strip();
    }

    private static void sign(Path folder, String zone, String text, String key) throws Exception {
        Files.writeString(folder.resolve(zone), "$ORIGIN " + zone + ".\n" + text);
        run(folder, "ldns-signzone", "-o", zone, zone, key);
    }

    private static Process start(Path folder, int port) throws IOException {
        StringBuilder config = new StringBuilder("""
                server:
                  ip-address: 127.0.0.1@%d
                  username: ""
                  chroot: ""
                  database: ""
                  zonesdir: "%s"
                  pidfile: "%s/nsd.pid"
                  xfrdfile: "%s/xfrd.state"
                  zonelistfile: "%s/zone.list"
                  xfrdir: "%s"
                  server-count: 1
                remote-control:
                  control-enable: no
                """.formatted(port, folder, folder, folder, folder, folder));
        for (String zone : List.of("test", "unsigned.test", "bogus.test")) {
            config.append("zone:\n  name: ")
                    .append(zone)
                    .append("\n  zonefile: ")
                    .append(zone)
                    .append(".signed\n");
        }
        Path file = Files.writeString(folder.resolve("nsd.conf"), config);
        return new ProcessBuilder(program("nsd"), "-d", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nsd.log").toFile())
                .start();
    }

    private static String run(Path folder, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.set(0, program(command[0]));
        Process process = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private static String program(String name) {
        return List.of("/usr/bin/", "/usr/sbin/").stream()
                .map(place -> place + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is missing: install nsd and ldnsutils"));
    }
}
