package org.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A gateway that takes mail to practices from an edge at 127.0.0.1 and passes it on to a {@link MailSink} that each test
 * starts; it trusts the authority whose {@code authority.pem} and {@code authority.key} are in a folder.
 */
public final class InboundForTests implements QuarkusTestResourceLifecycleManager {

    private static final String FOLDER = "test.inbound.folder";

    /** Where the authority is. */
    public static Path folder() {
        return ConfigProvider.getConfig().getValue(FOLDER, Path.class);
    }

    /** The practices' mail server, in clear. */
    public static MailSink listening() throws Exception {
        String nextHop = ConfigProvider.getConfig().getValue("sealpost.inbound.next-hop", String.class);
        return MailSink.inClear(Integer.parseInt(nextHop.substring(nextHop.indexOf(':') + 1)));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("sealpost-inbound");
            TestCertificate.of("CN=Authority").forAuthority().issue().write(folder, "authority");
            return Map.ofEntries(
                    Map.entry(FOLDER, folder.toString()),
                    Map.entry("sealpost.inbound.host", "127.0.0.1"),
                    Map.entry("sealpost.inbound.port", "0"),
                    Map.entry("sealpost.inbound.next-hop", "127.0.0.1:" + FreePort.next()),
                    Map.entry("sealpost.inbound.trusted-clients", "127.0.0.1"),
                    Map.entry("sealpost.inbound.trusted-authserv-ids", "edge.example"),
                    Map.entry("sealpost.inbound.authserv-id", "gateway.example"),
                    Map.entry("sealpost.audit.commit-timeout", "2s"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        // Nothing runs.
    }
}
