package org.sealpost.practice;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sealpost.audit.ObservedPractices;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;

/**
 * Whose practice a client is, and what a practice may do. It looks at the database once a second at most, and not at
 * all while nobody asks: practices change rarely, and every message asks.
 */
@Singleton
public final class PracticeDirectory implements ObservedPractices {

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** How long the last look still serves those who ask while another looks anew. */
    private static final Duration USABLE = Duration.ofSeconds(2);

    private final PracticeRepository repository;
    private final List<Network> trustedClients;
    private final RecentLook<Map<PracticeId, PracticeSettings>> look = new RecentLook<>(this::look, FRESH, USABLE);

    PracticeDirectory(PracticeRepository repository, TrustedClientSettings settings) {
        this.repository = repository;
        this.trustedClients = settings.trustedClients().stream()
                .map(PracticeDirectory::trustedClient)
                .toList();
    }

    private static Network trustedClient(String text) {
        try {
            return Network.parse(text.strip());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("sealpost.smtp.trusted-clients: " + wrong.getMessage(), wrong);
        }
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
     * Whether the practice may send with this reverse path: its own domains exactly; {@code default}, while it has none,
     * every domain that is not another practice's. The null path says nothing of a sender and passes.
     */
    public boolean maySendAs(PracticeId practice, ReversePath from) {
        return from.mailbox()
                .map(sender -> maySendAs(practice, sender.domain()))
                .orElse(true);
    }

    /** The practice that has the domain as its own, for mail that comes to it. */
    public Optional<PracticeId> ofDomain(Domain domain) {
        String name = domain.toAscii();
        return practices().values().stream()
                .filter(practice -> practice.domainNames().contains(name))
                .map(PracticeSettings::id)
                .findFirst();
    }

    /** Whether the domain is one of another practice's own. */
    public boolean isAnothers(PracticeId practice, Domain domain) {
        String name = domain.toAscii();
        return practices().values().stream()
                .anyMatch(other ->
                        !other.id().equals(practice) && other.domainNames().contains(name));
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

    /** Whether its mail passes as it came, by the last look: this asks no database, for it is told of every event. */
    @Override
    public boolean isObserved(PracticeId practice) {
        return look.last()
                .map(practices -> practices.get(practice))
                .filter(PracticeSettings::observes)
                .isPresent();
    }

    /** Every practice. */
    public List<PracticeSettings> all() {
        return List.copyOf(practices().values());
    }

    /**
     * Makes a practice or changes it; in force on every replica within a second or two.
     *
     * @throws IllegalArgumentException in one sentence, when a domain or network is another practice's
     */
    public void save(PracticeSettings settings) {
        repository.save(settings);
        look.outdate();
    }

    /** Whether the domain is one of the practice's own, by the same measure. */
    public boolean maySendAs(PracticeId practice, Domain domain) {
        Set<String> own = settings(practice).domainNames();
        if (practice.equals(PracticeId.DEFAULT) && own.isEmpty()) {
            return practices().values().stream()
                    .noneMatch(other -> other.domainNames().contains(domain.toAscii()));
        }
        return own.contains(domain.toAscii());
    }

    private Map<PracticeId, PracticeSettings> practices() {
        return QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
                ? look.getWithoutWaiting().orElseGet(() -> byId(repository.all()))
                : look.get();
    }

    /** In a transaction of its own: what the caller has not committed is nobody else's matter. */
    private Map<PracticeId, PracticeSettings> look() {
        return byId(QuarkusTransaction.requiringNew().call(repository::all));
    }

    private static Map<PracticeId, PracticeSettings> byId(List<PracticeSettings> practices) {
        return practices.stream().collect(Collectors.toUnmodifiableMap(PracticeSettings::id, Function.identity()));
    }
}
