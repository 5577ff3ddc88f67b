package org.sealpost.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerTls;
import org.sealpost.smtp.server.SmtpServer;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestIdentity;

/** Mail servers on one port and several loopback addresses, each with a certificate of its own or with none. */
final class TlsSinks implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final List<SmtpServer> servers = new ArrayList<>();

    TlsSinks(Path folder) throws IOException {
        this.folder = folder;
        this.port = FreePort.next();
    }

    int port() {
        return port;
    }

    /** @param chain the server's certificate first; without any it offers no STARTTLS */
    TlsSinks at(String address, TestIdentity... chain) throws Exception {
        ServerSettings settings = ServerSettings.defaults().withListener(address, port);
        if (chain.length > 0) {
            Path certificates = folder.resolve(address + ".pem");
            Path key = folder.resolve(address + ".key");
            Files.writeString(
                    certificates, Stream.of(chain).map(TestIdentity::pem).collect(Collectors.joining()));
            Files.writeString(key, chain[0].keyPem());
            settings = settings.withTls(ServerTls.load(certificates, key));
        }
        SmtpServer server = new SmtpServer(
                settings,
                (client, from, parameters) -> new Begin.Refused(Reply.of(451, "4.3.0", "Not now")),
                new MemoryBudget(1 << 20));
        server.start();
        servers.add(server);
        return this;
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(Duration.ZERO));
    }
}
