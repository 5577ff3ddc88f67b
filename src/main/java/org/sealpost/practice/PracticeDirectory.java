package org.sealpost.practice;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;

/**
 * Whose practice a client is, and what a practice may do. It looks at the database once a second at most: practices
 * change rarely, and every message asks.
 */
@Singleton
public final class PracticeDirectory {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Snapshot(Instant read, Map<PracticeId, PracticeSettings> practices) {}

    private final PracticeRepository repository;
    private final List<Network> trustedClients;
    private volatile Snapshot snapshot = new Snapshot(Instant.MIN, Map.of());

    PracticeDirectory(PracticeRepository repository, TrustedClientSettings settings) {
        this.repository = repository;
        this.trustedClients = settings.trustedClients().stream()
                .map(String::strip)
                .map(Network::parse)
                .toList();
    }

    /**
     * The practice whose server has this address: the one with the narrowest network around it, else {@code default} for
     * a trusted client, else none, which may not relay.
     */
    public Optional<PracticeId> ofClient(InetAddress client) {
        record Match(PracticeId practice, int prefix) {}
        Optional<PracticeId> owner = practices().values().stream()
                .flatMap(practice -> practice.networks().stream()
                        .filter(network -> network.contains(client))
                        .map(network -> new Match(practice.id(), network.prefix())))
                .max(Comparator.comparingInt(Match::prefix))
                .map(Match::practice);
        return owner.or(() -> trustedClients.stream().anyMatch(network -> network.contains(client))
                ? Optional.of(PracticeId.DEFAULT)
                : Optional.empty());
    }

    /**
     * Whether the practice may send with this reverse path: its own domains; without any, every domain that is not
     * another practice's. The null path says nothing of a sender and passes.
     */
    public boolean maySendAs(PracticeId practice, ReversePath from) {
        return from.mailbox()
                .map(sender -> maySendAs(practice, sender.domain()))
                .orElse(true);
    }

    /** The practice's settings, if there is such a practice. */
    public Optional<PracticeSettings> find(PracticeId practice) {
        return Optional.ofNullable(practices().get(practice));
    }

    /**
     * The settings of a practice that is known to exist.
     *
     * @throws IllegalStateException when it does not
     */
    public PracticeSettings settings(PracticeId practice) {
        return find(practice).orElseThrow(() -> new IllegalStateException("there is no practice " + practice));
    }

    /** Every practice. */
    public List<PracticeSettings> all() {
        return List.copyOf(practices().values());
    }

    /** Makes a practice or changes it; in force on this replica at once and on the others within a second. */
    public void save(PracticeSettings settings) {
        repository.save(settings);
        snapshot = new Snapshot(Instant.MIN, Map.of());
    }

    private boolean maySendAs(PracticeId practice, Domain domain) {
        PracticeSettings own = settings(practice);
        if (!own.domains().isEmpty()) {
            return own.domains().contains(domain);
        }
        return practices().values().stream().noneMatch(other -> other.domains().contains(domain));
    }

    private Map<PracticeId, PracticeSettings> practices() {
        Snapshot now = snapshot;
        if (now.read().isBefore(Instant.now().minus(FRESH))) {
            now = new Snapshot(
                    Instant.now(),
                    repository.all().stream().collect(Collectors.toMap(PracticeSettings::id, one -> one)));
            snapshot = now;
        }
        return now.practices();
    }
}
