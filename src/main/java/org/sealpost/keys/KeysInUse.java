package org.sealpost.keys;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
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
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealer;
import org.sealpost.smime.AwayKey;
import org.sealpost.smime.SmimeIdentity;

/**
 * The keys of each practice, opened and parsed, in memory: a message waits for no query and for no parsing. Each
 * practice's are looked at once a second at most; what was read last serves on while the database is away.
 */
@Singleton
final class KeysInUse {

    private static final Logger LOG = Logger.getLogger(KeysInUse.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final KeyTable table;
    private final Sealer sealer;
    private final Token token;
    /** Keys that do not open, of which the log has been told, and whose they are. */
    private final Map<UUID, PracticeId> closed = new ConcurrentHashMap<>();

    private final Map<PracticeId, Known> practices = new ConcurrentHashMap<>();

    KeysInUse(KeyTable table, Sealer sealer, Token token) {
        this.table = table;
        this.sealer = sealer;
        this.token = token;
    }

    /** What was read of one practice; one thread at a time reads anew. */
    private static final class Known {

        private final AtomicBoolean reading = new AtomicBoolean();
        private volatile Instant read = Instant.MIN;
        private volatile Optional<List<KeyInUse>> keys = Optional.empty();
    }

    /** @throws IllegalStateException when they were never read, and the database is away */
    List<KeyInUse> of(PracticeId practice) {
        Known known = practices.computeIfAbsent(practice, fresh -> new Known());
        Optional<List<KeyInUse>> last = known.keys;
        boolean fresh = known.read.isAfter(Instant.now().minus(FRESH));
        if (last.isPresent() && (fresh || !known.reading.compareAndSet(false, true))) {
            return last.get();
        }
        try {
            List<KeyInUse> keys = read(practice, last.orElse(List.of()));
            known.keys = Optional.of(keys);
            return keys;
        } catch (RuntimeException databaseAway) {
            // Without a look at the keys nobody knows whether mail is to be signed: the message waits.
            return last.orElseThrow(
                    () -> new IllegalStateException("the practice's keys cannot be read", databaseAway));
        } finally {
            known.read = Instant.now();
            known.reading.set(false);
        }
    }

    /** This replica looks anew before the next message. */
    void forget(PracticeId practice) {
        practices.remove(practice);
    }

    /** How many keys do not open, as far as this replica has tried. */
    int closed() {
        return closed.size();
    }

    /**
     * The private half of a key, or its handle.
     *
     * @throws GeneralSecurityException also when it does not open, or its token does not have it
     */
    PrivateKey open(KeyRow row) throws GeneralSecurityException {
        String alias = row.tokenAlias;
        if (alias != null) {
            return token.key(alias);
        }
        try {
            byte[] pkcs8 = sealer.open(
                    row.sealed().orElseThrow(() -> new GeneralSecurityException("the key was destroyed")),
                    row.associatedData());
            return KeyEncoding.privateKey(row.key(), pkcs8);
        } catch (SealException changed) {
            throw new GeneralSecurityException("the key does not open", changed);
        }
    }

    /** The provider that alone can use the key; absent when any may. */
    Optional<Provider> provider(KeyRow row) throws GeneralSecurityException {
        return row.tokenAlias == null ? Optional.empty() : Optional.of(token.provider());
    }

    private List<KeyInUse> read(PracticeId practice, List<KeyInUse> before) {
        Map<UUID, KeyInUse> opened = before.stream().collect(Collectors.toMap(KeyInUse::id, Function.identity()));
        List<KeyInUse> keys = table.usable(practice, KeyPurpose.SMIME).stream()
                .flatMap(row -> identity(row, Optional.ofNullable(opened.get(row.id))).stream())
                .toList();
        // Nobody need be told any more of what was destroyed.
        Set<UUID> kept = keys.stream().map(KeyInUse::id).collect(Collectors.toSet());
        closed.entrySet().removeIf(one -> one.getValue().equals(practice) && !kept.contains(one.getKey()));
        return keys;
    }

    private Optional<KeyInUse> identity(KeyRow row, Optional<KeyInUse> before) {
        Instant activeFrom = row.activeFrom;
        Optional<X509Certificate> certificate = row.certificate();
        if (activeFrom == null || certificate.isEmpty()) {
            return Optional.empty();
        }
        try {
            // The dates and the certificate may have changed; the private half never does.
            Optional<PrivateKey> known = before.filter(one -> !one.isAway())
                    .map(one -> one.identity().key());
            PrivateKey key = known.isPresent() ? known.get() : open(row);
            SmimeIdentity identity = new SmimeIdentity(certificate.get(), row.issuers(), key, provider(row));
            closed.remove(row.id);
            return Optional.of(inUse(row, identity, activeFrom));
        } catch (GeneralSecurityException | RuntimeException failure) {
            if (closed.put(row.id, row.practiceId()) == null) {
                LOG.errorf(
                        "The key %s of practice %s does not open (%s), so that it neither signs nor decrypts: restore the"
                                + " keystore or the token, or rotate the key.",
                        row.id, row.practice, failure.getClass().getSimpleName());
            }
            // Mail that is encrypted for it waits for it.
            return Optional.of(inUse(
                    row, new SmimeIdentity(certificate.get(), List.of(), new AwayKey(), Optional.empty()), activeFrom));
        }
    }

    private static KeyInUse inUse(KeyRow row, SmimeIdentity identity, Instant activeFrom) {
        return new KeyInUse(
                row.id,
                new KeyOwner(row.owner),
                identity,
                row.formerCertificates(),
                activeFrom,
                Optional.ofNullable(row.retiredAt),
                Optional.ofNullable(row.decryptsUntil));
    }
}
