package org.sealpost.dkim;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealer;

/**
 * The keys in use, opened and parsed, in memory: a message waits for no query and for no parsing. Each practice's are
 * looked at once a second at most; what was read last serves on while the database is away.
 */
@Singleton
final class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final DkimKeyTable table;
    private final Sealer sealer;
    /** Keys that do not open, of which the log has been told. */
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    private final Map<PracticeId, Known> practices = new ConcurrentHashMap<>();

    SigningKeys(DkimKeyTable table, Sealer sealer) {
        this.table = table;
        this.sealer = sealer;
    }

    /** What was read of one practice; one thread at a time reads anew. */
    private static final class Known {

        private final AtomicBoolean reading = new AtomicBoolean();
        private volatile Instant read = Instant.MIN;
        private volatile Optional<List<SigningKey>> keys = Optional.empty();
    }

    /** Whether the practice has a key in use at all. */
    boolean any(PracticeId practice) {
        return !keys(practice).isEmpty();
    }

    /**
     * Those in use for the domain of a From, or else for the nearest domain above it: a signature aligns with both (RFC
     * 7489 section 3.1.1).
     *
     * @param own whether the practice may send as a key's domain now
     */
    List<SigningKey> of(PracticeId practice, Domain from, Predicate<Domain> own) {
        List<SigningKey> all = keys(practice);
        for (String name = from.toAscii(); name.indexOf('.') > 0; name = name.substring(name.indexOf('.') + 1)) {
            String domain = name;
            List<SigningKey> signing =
                    all.stream().filter(key -> key.domain().equals(domain)).toList();
            if (!signing.isEmpty()) {
                return own.test(new Domain(domain)) ? signing : List.of();
            }
        }
        return List.of();
    }

    /** This replica looks anew before the next message. */
    void forget(PracticeId practice) {
        practices.remove(practice);
    }

    private List<SigningKey> keys(PracticeId practice) {
        Known known = practices.computeIfAbsent(practice, fresh -> new Known());
        Optional<List<SigningKey>> last = known.keys;
        boolean fresh = known.read.isAfter(Instant.now().minus(FRESH));
        if (last.isPresent() && (fresh || !known.reading.compareAndSet(false, true))) {
            return last.get();
        }
        try {
            List<SigningKey> keys = read(practice, last.orElse(List.of()));
            known.keys = Optional.of(keys);
            return keys;
        } catch (RuntimeException databaseAway) {
            // Unsigned mail is as protected as signed mail, so that the lack of a key delays none.
            return last.orElse(List.of());
        } finally {
            known.read = Instant.now();
            known.reading.set(false);
        }
    }

    private List<SigningKey> read(PracticeId practice, List<SigningKey> before) {
        Map<UUID, SigningKey> opened = before.stream().collect(Collectors.toMap(SigningKey::id, Function.identity()));
        return table.active(practice).stream()
                .flatMap(row -> Optional.ofNullable(opened.get(row.id)).or(() -> open(practice, row)).stream())
                .toList();
    }

    private Optional<SigningKey> open(PracticeId practice, DkimKeyRow row) {
        try {
            return Optional.of(opened(practice, row));
        } catch (SealException | GeneralSecurityException | RuntimeException closed) {
            if (told.add(row.id)) {
                LOG.errorf(
                        "The DKIM key %s of practice %s does not open (%s), so that mail leaves without its signature:"
                                + " restore the keystore, or rotate the key.",
                        row.selector, practice, closed.getClass().getSimpleName());
            }
            return Optional.empty();
        }
    }

    private SigningKey opened(PracticeId practice, DkimKeyRow row) throws SealException, GeneralSecurityException {
        DkimAlgorithm algorithm = row.algorithm();
        byte[] pkcs8 = sealer.open(row.sealed().orElseThrow(), associatedData(practice, row));
        return new SigningKey(row.id, row.domain, row.selector, algorithm, algorithm.parse(pkcs8));
    }

    /** Whether its private half opens. */
    boolean opens(DkimKeyRow row) {
        try {
            return opened(new PracticeId(row.practice), row).id().equals(row.id);
        } catch (SealException | GeneralSecurityException | RuntimeException closed) {
            return false;
        }
    }

    /** Whose and what a sealed key is: it opens nowhere else. */
    static byte[] associatedData(PracticeId practice, DkimKeyRow row) {
        return ("dkim key " + practice + " " + row.id).getBytes(StandardCharsets.UTF_8);
    }
}
