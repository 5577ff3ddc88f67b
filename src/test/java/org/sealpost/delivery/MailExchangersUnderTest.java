package org.sealpost.delivery;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;

/** The search for mail exchangers as the program puts it together, with policies kept in memory. */
final class MailExchangersUnderTest implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, KnownPolicy> policies = new ConcurrentHashMap<>();
    private final Dns dns;
    private final Internet internet;
    private final DeliverySettings settings;
    private final String tls;
    private MailExchangers exchangers;

    /** @param settings under {@code sealpost.delivery.} */
    MailExchangersUnderTest(String tls, Internet internet, Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("sealpost.delivery." + name, value));
        this.settings = Settings.delivery(named);
        this.tls = tls;
        this.internet = internet;
        this.dns = new Dns(this.settings);
        this.exchangers = build();
    }

    Lookup of(String domain, boolean wantsProof) throws InvalidMailboxException {
        return exchangers.of(Domain.parse(domain), wantsProof);
    }

    /** As after a restart: with nothing in memory but what the database keeps. */
    void restart() {
        exchangers = build();
    }

    Map<String, KnownPolicy> policies() {
        return policies;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private MailExchangers build() {
        PolicyHosts hosts = new PolicyHosts(vertx, dns, internet);
        return new MailExchangers(
                dns,
                internet,
                new ExchangerHosts(dns, internet, Optional.of("gateway.example")),
                new DaneLookup(dns, internet),
                new MtaStsPolicies(dns, hosts, new KeptInMemory(policies)),
                new ExchangerIdentity(settings),
                Settings.relay(Map.of("sealpost.relay.tls", tls)));
    }

    private static final class KeptInMemory extends KnownPolicies {

        private final Map<String, KnownPolicy> policies;

        @SuppressWarnings("NullAway") // the database is never asked
        private KeptInMemory(Map<String, KnownPolicy> policies) {
            super((DataSource) null);
            this.policies = policies;
        }

        @Override
        Optional<KnownPolicy> find(String domain) {
            return Optional.ofNullable(policies.get(domain));
        }

        @Override
        void keep(String domain, KnownPolicy policy) {
            policies.put(domain, policy);
        }
    }
}
