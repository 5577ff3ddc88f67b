package org.sealpost.keys;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.Keystore;
import org.sealpost.seal.SealException;

/**
 * Every key of the installation in one encrypted file, and back. The server encrypts, so that no private key leaves it in
 * clear, neither over the API nor through a command's memory; and it reads a row and its keystore at one moment.
 *
 * <p>In a token are no keys that could be backed up: the file names them, and the token's own means keep them.
 */
@ApplicationScoped
public class KeyBackup {

    private static final Logger LOG = Logger.getLogger(KeyBackup.class);

    /** Under this name a restored keystore brings the rows, until the first start puts them into the database. */
    private static final String PENDING = "pending-rows";

    private static final String MONTH = "month-";
    private static final Actor RESTORE = Actor.system("key-restore");

    private final Keystore keystore;
    private final KeyRows rows;
    private final KeyTable table;
    private final KeysInUse inUse;
    private final KeyChanges changes;
    private final FurtherKeys further;

    KeyBackup(
            Keystore keystore, KeyRows rows, KeyTable table, KeysInUse inUse, KeyChanges changes, FurtherKeys further) {
        this.keystore = keystore;
        this.rows = rows;
        this.table = table;
        this.inUse = inUse;
        this.changes = changes;
        this.further = further;
    }

    /**
     * A backup that was made.
     *
     * @param file itself, encrypted
     * @param closed keys that do not open, of which it holds no more than the database: their rows as they are
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of what was made; nobody compares two
    public record Taken(byte[] file, List<ClosedKey> closed) {

        public Taken {
            closed = List.copyOf(closed);
        }

        /** Without the file. */
        @Override
        public String toString() {
            return "Taken" + closed;
        }
    }

    /**
     * What a backup brought back.
     *
     * @param keys how many of each practice were missing
     * @param closed keys of the installation that do not open all the same
     */
    public record Restored(Map<PracticeId, Integer> keys, List<ClosedKey> closed) {

        public Restored {
            keys = Map.copyOf(keys);
            closed = List.copyOf(closed);
        }
    }

    /**
     * Writes the file, with an event for each practice that has keys, and for the first one always. A key that does not
     * open stops no other: it is named.
     *
     * @param passphrase of 16 characters or more
     * @throws KeyRefusedException when the passphrase is too easily guessed
     */
    @Transactional(rollbackOn = Exception.class)
    public Taken backup(char[] passphrase, Actor by) throws KeyRefusedException {
        try {
            BackupFile file = BackupFile.empty(passphrase);
            KeyRows.Read read = rows.read();
            file.putRows(read.json());
            file.putSeal(keystore.allKeysForBackup());
            List<ClosedKey> closed = new ArrayList<>(further.closed());
            for (KeyRow row : table.sealed()) {
                try {
                    PrivateKey key = inUse.open(row);
                    Optional<X509Certificate> certificate = row.certificate();
                    // PKCS#12 has no place for a key that waits for its certificate; its row is in the file.
                    if (certificate.isPresent()) {
                        file.putKey(row.id.toString(), key, List.of(certificate.get()));
                    }
                } catch (GeneralSecurityException | RuntimeException damaged) {
                    closed.add(new ClosedKey(row.practiceId(), row.id));
                }
            }
            ofEvery(read.keys()).forEach((practice, count) -> changes.backedUp(practice, count, by));
            return new Taken(file.write(), closed);
        } catch (IOException | GeneralSecurityException | SQLException | SealException failure) {
            throw new IllegalStateException("the backup could not be made", failure);
        }
    }

    /**
     * Puts back what is missing of the installation that the file is of; a key that does not open is as good as missing.
     *
     * @throws KeyRefusedException when the file does not open, or is of another installation
     */
    @Transactional(rollbackOn = Exception.class)
    public Restored restore(byte[] backup, char[] passphrase, Actor by) throws KeyRefusedException {
        BackupFile file = BackupFile.open(backup, passphrase);
        try {
            Map<String, SecretKey> seal = file.seal();
            SecretKey check = seal.get(Keystore.CHECK);
            if (check == null
                    || !MessageDigest.isEqual(
                            check.getEncoded(), keystore.key(Keystore.CHECK).getEncoded())) {
                throw new KeyRefusedException("The backup is of another installation than the one that runs: restore it"
                        + " on an empty home folder, before the first start.");
            }
            // Keys of the keystore more than are needed harm nothing, should the rest be undone.
            keystore.addMissing(wanted(seal));
            Set<UUID> closed = closed().stream().map(ClosedKey::id).collect(Collectors.toSet());
            Map<PracticeId, Integer> restored = rows.restore(file.rows(), closed);
            List<ClosedKey> still = closed();
            ofEvery(restored).forEach((practice, count) -> changes.restored(practice, count, by));
            restored.keySet().forEach(inUse::forget);
            return new Restored(restored, still);
        } catch (IOException | GeneralSecurityException | SQLException | SealException failure) {
            throw new IllegalStateException("the backup could not be restored", failure);
        }
    }

    /**
     * Makes the keystore of an installation that has none, before its first start. The start then puts the rows into the
     * database.
     *
     * @param password of the new keystore; absent: one is made and kept beside the file
     * @throws KeyRefusedException in one sentence, when the backup does not open or a keystore is there already
     */
    public static void restoreKeystore(byte[] backup, char[] passphrase, Path keystore, Optional<String> password)
            throws KeyRefusedException {
        BackupFile file = BackupFile.open(backup, passphrase);
        try {
            Map<String, SecretKey> keys = new TreeMap<>(file.seal());
            keys.put(PENDING, BackupFile.wrap(file.rows()));
            Keystore.restore(keystore, password, keys);
        } catch (GeneralSecurityException damaged) {
            throw new KeyRefusedException("The backup is damaged: take another copy of the file.", damaged);
        } catch (SealException refused) {
            throw new KeyRefusedException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Finishes what {@link #restoreKeystore} began. */
    @Transactional(rollbackOn = Exception.class)
    void finish(@Observes StartupEvent start) throws SealException, SQLException, IOException {
        Optional<SecretKey> pending = keystore.known(PENDING);
        if (pending.isPresent()) {
            Map<PracticeId, Integer> restored = rows.restore(pending.get().getEncoded(), Set.of());
            restored.forEach((practice, count) -> changes.restored(practice, count, RESTORE));
            keystore.remove(PENDING);
            LOG.infof("Keys of %d practices were put back into the database from a backup.", restored.size());
            List<ClosedKey> closed = closed();
            if (!closed.isEmpty()) {
                LOG.errorf(
                        "%d of them do not open, for the backup held them damaged: rotate them, or restore an older"
                                + " backup: %s",
                        closed.size(), closed);
            }
        }
    }

    /** Those of every practice that do not open, as the database has them now. */
    private List<ClosedKey> closed() {
        List<KeyRow> sealed = table.sealedAnew();
        List<ClosedKey> closed = new ArrayList<>(further.closed());
        for (KeyRow row : sealed) {
            try {
                inUse.open(row);
            } catch (GeneralSecurityException | RuntimeException damaged) {
                closed.add(new ClosedKey(row.practiceId(), row.id));
            }
        }
        return closed;
    }

    /** The keystore is everyone's: that it was read or written is on record though no practice has a key of its own. */
    private static Map<PracticeId, Integer> ofEvery(Map<PracticeId, Integer> counted) {
        Map<PracticeId, Integer> all = new LinkedHashMap<>(counted);
        all.putIfAbsent(PracticeId.DEFAULT, 0);
        return all;
    }

    /** Months that are over stay destroyed, but for what a key's row is sealed under, which is a month to come. */
    private static Map<String, SecretKey> wanted(Map<String, SecretKey> seal) {
        String thisMonth = MONTH + YearMonth.now(ZoneOffset.UTC);
        Map<String, SecretKey> wanted = new TreeMap<>(seal);
        List<String> over = new ArrayList<>(wanted.keySet());
        over.removeIf(name -> !name.startsWith(MONTH) || name.compareTo(thisMonth) >= 0);
        over.forEach(wanted::remove);
        return wanted;
    }
}
