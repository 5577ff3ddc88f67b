package org.sealpost.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.delivery.FakeNameServer;
import org.sealpost.delivery.LoopbackInternet;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** A gateway without a relay: it finds the next hop by MX, in an internet on this machine. */
public final class ByMailExchanger implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(LoopbackInternet.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestServices.class), new TestResourceEntry(Domains.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    /** Domains whose mail one server takes, which proves a name that the operator knows for one of them only. */
    public static final class Domains implements QuarkusTestResourceLifecycleManager {

        private Optional<FakeNameServer> dns = Optional.empty();

        @Override
        public Map<String, String> start() {
            try {
                TestIdentity authority =
                        TestCertificate.of("CN=Authority").forAuthority().issue();
                TestIdentity server = TestCertificate.of("CN=mx", "mx.hosting.example")
                        .by(authority)
                        .issue();
                Path folder = Files.createTempDirectory("sealpost-mx");
                Path trust = Files.writeString(folder.resolve("authority.pem"), authority.pem());
                Files.writeString(folder.resolve("certificate.pem"), server.pem());
                Files.writeString(folder.resolve("key.pem"), server.keyPem());
                // They do not reach the domains here: nothing is signed.
                Path anchors = Files.writeString(
                        folder.resolve("anchors"), "signed.invalid. IN DS 1 13 2 " + "ab".repeat(32) + "\n");
                FakeNameServer names = new FakeNameServer().knows("mx.hosting.example", "A", "127.0.0.1");
                for (String domain : List.of("proven", "unproven", "mistaken", "practice")) {
                    names.knows(domain + ".example", "MX", "10 mx.hosting.example.");
                }
                dns = Optional.of(names);
                return Map.of(
                        "sealpost.delivery.name-server", names.address(),
                        "sealpost.delivery.dnssec-trust-anchors", anchors.toString(),
                        "sealpost.delivery.tls-names.\"proven.example\"", "mx.hosting.example",
                        "sealpost.delivery.tls-names.\"mistaken.example\"", "mx.elsewhere.example",
                        "sealpost.delivery.poll-every", "100ms",
                        "sealpost.relay.tls", "opportunistic",
                        "sealpost.relay.trust", trust.toString(),
                        "test.mail.port", Integer.toString(FreePort.next()),
                        "test.mail.folder", folder.toString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void stop() {
            dns.ifPresent(FakeNameServer::close);
        }
    }
}
