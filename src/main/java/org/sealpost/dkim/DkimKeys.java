package org.sealpost.dkim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealer;

/**
 * The life of a domain's keys: made, published in DNS by the practice, active, retired, removed. A key signs only after
 * its record was seen, and one that signs no more is asked to stay published for as long as its signatures hold.
 */
@ApplicationScoped
public class DkimKeys {

    private static final Logger LOG = Logger.getLogger(DkimKeys.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A key that signs is not to be shredded with a month's messages; by then it was rotated twenty times. */
    private static final Duration SEALED_FOR = Duration.ofDays(3650);

    private final DkimKeyTable table;
    private final SigningKeys signing;
    private final KeyRecords records;
    private final DkimKeyChanges changes;
    private final Sealer sealer;

    DkimKeys(DkimKeyTable table, SigningKeys signing, KeyRecords records, DkimKeyChanges changes, Sealer sealer) {
        this.table = table;
        this.signing = signing;
        this.records = records;
        this.changes = changes;
        this.sealer = sealer;
    }

    /** Every key of the practice, by domain and age. */
    @Transactional
    public List<DkimKey> list(PracticeId practice) {
        return table.of(practice).stream().map(DkimKeyRow::key).toList();
    }

    /** Those of every practice whose private half does not open. */
    @Transactional
    public List<ClosedDkimKey> closed() {
        return table.sealed().stream()
                .filter(row -> !signing.opens(row))
                .map(row -> new ClosedDkimKey(new PracticeId(row.practice), row.id))
                .toList();
    }

    /**
     * Makes a key of each algorithm, to be published and then activated; with an event of each in the same transaction,
     * as of every change here.
     *
     * @throws DkimRefusedException when one is waiting already
     */
    @Transactional(rollbackOn = Exception.class)
    public List<DkimKey> add(PracticeId practice, Domain domain, Collection<DkimAlgorithm> algorithms, Actor by)
            throws DkimRefusedException {
        table.lock(practice);
        List<DkimKeyRow> known = table.of(practice, domain.toAscii());
        for (DkimAlgorithm algorithm : algorithms) {
            if (known.stream().anyMatch(row -> row.is(DkimKeyState.NEXT) && row.algorithm() == algorithm)) {
                throw new DkimRefusedException("A new " + algorithm.key() + " key of " + domain
                        + " is waiting already: publish its record and activate it, or remove it.");
            }
        }
        List<DkimKey> made = new ArrayList<>();
        for (DkimAlgorithm algorithm : algorithms) {
            DkimKey key = make(practice, domain, algorithm);
            changes.added(practice, key, by);
            made.add(key);
        }
        return made;
    }

    /**
     * Makes a successor of each active key. The active ones sign on until the successors are activated.
     *
     * @throws DkimRefusedException when none is active or successors are waiting already
     */
    @Transactional(rollbackOn = Exception.class)
    public List<DkimKey> rotate(PracticeId practice, Domain domain, Actor by) throws DkimRefusedException {
        Set<DkimAlgorithm> active = table.of(practice, domain.toAscii()).stream()
                .filter(row -> row.is(DkimKeyState.ACTIVE))
                .map(DkimKeyRow::algorithm)
                .collect(Collectors.toSet());
        if (active.isEmpty()) {
            throw new DkimRefusedException("No key of " + domain + " is active: add keys first.");
        }
        return add(practice, domain, active.stream().sorted().toList(), by);
    }

    /**
     * Activates the keys that wait; those they replace are retired, their private halves destroyed.
     *
     * @param force activates them although DNS does not show their records, for a name server that Sealpost cannot see
     * @throws DkimRefusedException when none waits, or the record of one is not in DNS
     */
    public List<DkimKey> activate(PracticeId practice, Domain domain, boolean force, Actor by)
            throws DkimRefusedException {
        List<DkimKey> waiting = list(practice).stream()
                .filter(key -> key.domain().equals(domain.toAscii()) && key.state() == DkimKeyState.NEXT)
                .toList();
        if (waiting.isEmpty()) {
            throw new DkimRefusedException("No new key of " + domain + " is waiting: add or rotate first.");
        }
        for (DkimKey key : force ? List.<DkimKey>of() : waiting) {
            Optional<String> fault = records.fault(key);
            if (fault.isPresent()) {
                throw new DkimRefusedException("The keys were not activated, because " + fault.get() + ".");
            }
        }
        List<DkimKey> active =
                table.activate(practice, waiting, Instant.now(), Instant.now().plus(SignatureField.HOLDS), !force, by);
        signing.forget(practice);
        LOG.infof("DKIM keys of practice %s were activated: %s", practice, selectors(active));
        return active;
    }

    /**
     * Removes keys whose records are needed no more, and those that never signed.
     *
     * @param force removes every key of the domain, also those that sign
     * @return what was removed: their records can go from DNS
     * @throws DkimRefusedException when there is none to remove
     */
    @Transactional(rollbackOn = Exception.class)
    public List<DkimKey> remove(PracticeId practice, Domain domain, boolean force, Actor by)
            throws DkimRefusedException {
        table.lock(practice);
        Instant now = Instant.now();
        List<DkimKeyRow> going = table.of(practice, domain.toAscii()).stream()
                .filter(row -> force || row.key().isRemovable(now))
                .toList();
        if (going.isEmpty()) {
            throw new DkimRefusedException("No key of " + domain
                    + " can be removed: one that signs, or whose record is still needed, goes only by force.");
        }
        List<DkimKey> removed = going.stream().map(DkimKeyRow::key).toList();
        going.forEach(table::delete);
        removed.forEach(key -> changes.removed(practice, key, by));
        signing.forget(practice);
        LOG.infof("DKIM keys of practice %s were removed: %s", practice, selectors(removed));
        return removed;
    }

    private DkimKey make(PracticeId practice, Domain domain, DkimAlgorithm algorithm) {
        DkimKeyRow row = new DkimKeyRow();
        row.id = UUID.randomUUID();
        row.practice = practice.value();
        row.domain = domain.toAscii();
        row.algorithmKey = algorithm.key();
        row.state = DkimKeyState.NEXT.key();
        row.createdAt = Instant.now();
        row.selector = selector(row);
        try {
            KeyPair pair = algorithm.generate();
            row.publicKey = algorithm.publishedText(pair.getPublic());
            row.seal(sealer.seal(
                    pair.getPrivate().getEncoded(),
                    SigningKeys.associatedData(practice, row),
                    row.createdAt.plus(SEALED_FOR)));
        } catch (GeneralSecurityException | SealException failure) {
            throw new IllegalStateException("a DKIM key could not be made", failure);
        }
        table.persist(row);
        return row.key();
    }

    /** It says when its key was made, and is never used again: name servers remember what was at a name. */
    private static String selector(DkimKeyRow row) {
        return "sealpost-" + DAY.format(row.createdAt) + "-" + row.id.toString().substring(0, 8) + "-"
                + row.algorithmKey;
    }

    private static String selectors(List<DkimKey> keys) {
        return keys.stream().map(DkimKey::recordName).collect(Collectors.joining(", "));
    }
}
