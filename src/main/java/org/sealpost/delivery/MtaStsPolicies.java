package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The policies by which domains say which mail exchangers are theirs (RFC 8461). A known policy holds until it ends;
 * only a domain that was never asked with success can be cut off from its policy by an attacker.
 */
@Singleton
class MtaStsPolicies {

    /** RFC 8461 section 3.1. */
    private static final Pattern RECORD = Pattern.compile("v=STSv1\\s*;.*");

    private static final Pattern ID = Pattern.compile(";\\s*id\\s*=\\s*([A-Za-z0-9]{1,32})\\s*(;|$)");
    /** Between two attempts at a policy that cannot be had (section 3.3 asks not to hurry). */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private static final int DOMAINS = 10_000;

    private final Dns dns;
    private final PolicyHosts hosts;
    private final KnownPolicies known;
    private final Map<String, Remembered> remembered = bounded();
    private final Map<String, Instant> failed = bounded();
    private final Map<String, CompletableFuture<Optional<KnownPolicy>>> running = new ConcurrentHashMap<>();

    /**
     * What the database said.
     *
     * @param read when
     */
    private record Remembered(Optional<KnownPolicy> policy, Instant read) {}

    MtaStsPolicies(Dns dns, PolicyHosts hosts, KnownPolicies known) {
        this.dns = dns;
        this.hosts = hosts;
        this.known = known;
    }

    /** The domain's policy, if there is one that is to be enforced. */
    Optional<MtaStsPolicy> inForce(String domain) {
        return current(domain, Instant.now()).filter(policy -> policy.mode() == MtaStsPolicy.Mode.ENFORCE);
    }

    private Optional<MtaStsPolicy> current(String domain, Instant now) {
        Optional<String> id = publishedId(domain);
        Optional<KnownPolicy> before = known(domain, id, now);
        // Without the record the policy holds all the same: DNS is not signed, so its silence may be an attacker's.
        boolean changed = id.isPresent()
                && before.filter(one -> one.id().equals(id.get())).isEmpty();
        if (changed) {
            return fetched(domain, id.get()).or(() -> before).map(KnownPolicy::policy);
        }
        if (id.isPresent() && before.orElseThrow().isStale(now)) {
            Thread.ofVirtual().start(() -> fetched(domain, id.get()));
        }
        return before.map(KnownPolicy::policy);
    }

    /** From memory, else from the database, where another replica may have put it meanwhile. */
    private Optional<KnownPolicy> known(String domain, Optional<String> id, Instant now) {
        Remembered memory;
        synchronized (remembered) {
            memory = remembered.getOrDefault(domain, new Remembered(Optional.empty(), Instant.EPOCH));
        }
        boolean sameId = memory.policy()
                .filter(one -> id.isEmpty() || one.id().equals(id.get()))
                .isPresent();
        boolean lately = memory.read().plus(PAUSE).isAfter(now);
        if (!sameId && (!lately || id.isPresent())) {
            Optional<KnownPolicy> stored = known.find(domain);
            memory = new Remembered(stored.isPresent() ? stored : memory.policy(), now);
            remember(domain, memory);
        }
        return memory.policy().filter(one -> one.holds(now));
    }

    /** One request at a time for a domain, and after one that failed none for a while. */
    private Optional<KnownPolicy> fetched(String domain, String id) {
        return running.computeIfAbsent(
                        domain,
                        fresh -> CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return fetchedNow(domain, id);
                                    } finally {
                                        running.remove(domain);
                                    }
                                },
                                Thread::startVirtualThread))
                .join();
    }

    private Optional<KnownPolicy> fetchedNow(String domain, String id) {
        Instant now = Instant.now();
        synchronized (failed) {
            Instant last = failed.get(domain);
            if (last != null && last.plus(PAUSE).isAfter(now)) {
                return Optional.empty();
            }
        }
        Optional<KnownPolicy> fresh = hosts.fetch(domain).map(policy -> new KnownPolicy(id, policy, now));
        if (fresh.isEmpty()) {
            synchronized (failed) {
                failed.put(domain, now);
            }
        }
        fresh.ifPresent(one -> {
            remember(domain, new Remembered(fresh, now));
            known.keep(domain, one);
        });
        return fresh;
    }

    /** The id in the one TXT record of the domain; several are as none. */
    private Optional<String> publishedId(String domain) {
        try {
            List<String> records =
                    dns.ask(Name.fromString("_mta-sts." + domain + "."), Type.TXT, false).all(TXTRecord.class).stream()
                            .map(record -> String.join("", record.getStrings()))
                            .filter(text -> RECORD.matcher(text).matches())
                            .toList();
            if (records.size() != 1) {
                return Optional.empty();
            }
            Matcher id = ID.matcher(records.getFirst());
            return id.find() ? Optional.of(id.group(1)) : Optional.empty();
        } catch (TextParseException tooLong) {
            return Optional.empty();
        }
    }

    private void remember(String domain, Remembered memory) {
        synchronized (remembered) {
            remembered.put(domain, memory);
        }
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > DOMAINS;
            }
        };
    }
}
