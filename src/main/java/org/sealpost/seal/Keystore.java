package org.sealpost.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an installation: a PKCS#12 file that only its owner can read. Replicas share the file; whoever adds a key
 * holds the lock file beside it and reads the store again first. Whoever uses a key looks whether the file has changed,
 * so that a key which one replica destroyed is gone from the others too.
 *
 * <p>It protects against whoever gets the database or its backups. It does not protect against whoever can read the
 * home folder, where the store's password lies too unless it is configured.
 */
public final class Keystore {

    /** The key of the pseudonyms in events. Another key makes other pseudonyms. */
    public static final String PSEUDONYMS = "pseudonyms";

    /** Makes the check value by which the database recognises its keystore. */
    public static final String CHECK = "check";

    private static final String MONTH_PREFIX = "month-";
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final char[] password;
    private KeyStore store;
    private FileVersion version = FileVersion.NONE;
    /** What was taken out of the store already: PKCS#12 derives a key from the password each time, which takes long. */
    private final Map<String, SecretKey> taken = new HashMap<>();

    /** By what a file that was replaced is told from the one before. */
    private record FileVersion(String inode, FileTime modified) {

        private static final FileVersion NONE = new FileVersion("", FileTime.fromMillis(0));

        private static FileVersion of(Path file) throws IOException {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new FileVersion(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
            } catch (NoSuchFileException notThere) {
                return NONE;
            }
        }
    }

    private Keystore(Path file, char[] password, KeyStore store) {
        this.file = file;
        this.password = password;
        this.store = store;
    }

    /**
     * Opens the store, which is made at first start.
     *
     * @throws SealException in one sentence, when it cannot be read or the password is not its own
     */
    public static Keystore open(Path file, char[] password) throws SealException {
        try {
            Keystore keystore = new Keystore(file, password.clone(), empty());
            try (FileChannel channel = lockFile(file);
                    FileLock lock = channel.lock()) {
                keystore.reload();
            }
            keystore.key(PSEUDONYMS);
            keystore.key(CHECK);
            return keystore;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SealException(
                    "The keystore " + file + " cannot be opened: give Sealpost the right sealpost.keystore.password,"
                            + " or restore the file from a backup.",
                    unusable);
        }
    }

    /** The key of that name, made when it is first asked for. */
    public synchronized SecretKey key(String name) throws SealException {
        try {
            Optional<SecretKey> known = find(name);
            return known.isPresent() ? known.get() : create(name);
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException(
                    "The keystore " + file + " cannot be written: make its folder writable for Sealpost.", failure);
        }
    }

    /** The id of the key-encryption key of everything that expires in the month. */
    static String monthKeyId(YearMonth month) {
        return MONTH_PREFIX + month;
    }

    /**
     * A key that must be there.
     *
     * @throws SealException when it is not: destroyed, or of another keystore
     */
    synchronized SecretKey existing(String name) throws SealException {
        try {
            return find(name)
                    .orElseThrow(() -> new SealException("The key " + name
                            + " is not in the keystore: it was destroyed, or this is another keystore."));
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be read.", failure);
        }
    }

    /**
     * Destroys the keys of the months before that one, and with them whatever they seal.
     *
     * @param inUse ids of keys that stay, whatever their month
     * @return the ids of the keys that are no more
     */
    public synchronized Set<String> destroyBefore(YearMonth month, Set<String> inUse) throws SealException {
        try (FileChannel channel = lockFile(file);
                FileLock lock = channel.lock()) {
            reload();
            Set<String> destroyed = new TreeSet<>();
            for (String alias : Collections.list(store.aliases())) {
                boolean over = alias.startsWith(MONTH_PREFIX) && alias.compareTo(monthKeyId(month)) < 0;
                if (over && !inUse.contains(alias)) {
                    store.deleteEntry(alias);
                    taken.remove(alias);
                    destroyed.add(alias);
                }
            }
            if (!destroyed.isEmpty()) {
                write();
            }
            return destroyed;
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be written.", failure);
        }
    }

    /**
     * Every key by its name, to be written into an encrypted backup and nowhere else.
     *
     * @throws SealException when the store cannot be read
     */
    public synchronized Map<String, SecretKey> allKeysForBackup() throws SealException {
        try {
            Map<String, SecretKey> all = new TreeMap<>();
            find(CHECK);
            for (String name : Collections.list(store.aliases())) {
                find(name).ifPresent(key -> all.put(name, key));
            }
            return all;
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be read.", failure);
        }
    }

    /**
     * Puts keys of a backup back where they are missing.
     *
     * @return the names of those that were missing
     */
    public synchronized Set<String> addMissing(Map<String, SecretKey> keys) throws SealException {
        try (FileChannel channel = lockFile(file);
                FileLock lock = channel.lock()) {
            reload();
            Set<String> added = new TreeSet<>();
            for (Map.Entry<String, SecretKey> key : keys.entrySet()) {
                if (!store.containsAlias(key.getKey())) {
                    store.setEntry(
                            key.getKey(),
                            new KeyStore.SecretKeyEntry(key.getValue()),
                            new KeyStore.PasswordProtection(password));
                    added.add(key.getKey());
                }
            }
            if (!added.isEmpty()) {
                write();
            }
            return added;
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be written.", failure);
        }
    }

    /** The entry of that name, if there is one. */
    public synchronized Optional<SecretKey> known(String name) throws SealException {
        try {
            return find(name);
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be read.", failure);
        }
    }

    /** Removes an entry that was needed once, such as what a restored store brings for the database. */
    public synchronized void remove(String name) throws SealException {
        try (FileChannel channel = lockFile(file);
                FileLock lock = channel.lock()) {
            reload();
            store.deleteEntry(name);
            taken.remove(name);
            write();
        } catch (IOException | GeneralSecurityException failure) {
            throw new SealException("The keystore " + file + " cannot be written.", failure);
        }
    }

    /**
     * Makes a store of a backup's keys where there is none.
     *
     * @param password absent: one is made and kept beside the file
     * @throws SealException in one sentence, when there is a store already or it cannot be written
     */
    public static void restore(Path file, Optional<String> password, Map<String, SecretKey> keys) throws SealException {
        if (Files.exists(file)) {
            throw new SealException("There is a keystore " + file + " already, and it stays: move it away first.");
        }
        char[] opens = password.isPresent() ? password.get().toCharArray() : KeystorePassword.beside(file);
        try {
            new Keystore(file, opens, empty()).addMissing(keys);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SealException("The keystore " + file + " cannot be made.", unusable);
        }
    }

    private Optional<SecretKey> find(String name) throws IOException, GeneralSecurityException {
        if (!FileVersion.of(file).equals(version)) {
            reload();
        }
        SecretKey known = taken.get(name);
        if (known == null) {
            known = (SecretKey) store.getKey(name, password);
            if (known != null) {
                taken.put(name, known);
            }
        }
        return Optional.ofNullable(known);
    }

    private SecretKey create(String name) throws IOException, GeneralSecurityException {
        try (FileChannel channel = lockFile(file);
                FileLock lock = channel.lock()) {
            Optional<SecretKey> fromAnotherReplica = find(name);
            if (fromAnotherReplica.isPresent()) {
                return fromAnotherReplica.get();
            }
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            SecretKey key = new SecretKeySpec(random, "AES");
            store.setEntry(name, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(password));
            boolean written = false;
            try {
                write();
                written = true;
            } finally {
                if (!written) {
                    // Nothing may be sealed under a key that the next start does not have.
                    store.deleteEntry(name);
                }
            }
            taken.put(name, key);
            return key;
        }
    }

    private void reload() throws IOException, GeneralSecurityException {
        FileVersion before = FileVersion.of(file);
        if (before.equals(FileVersion.NONE)) {
            return;
        }
        KeyStore read = empty();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in, password);
        }
        store = read;
        taken.clear();
        version = before;
    }

    /** Whole or not at all: a keystore that a crash cut off would be the loss of every sealed message. */
    private void write() throws IOException, GeneralSecurityException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            store.store(out, password);
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        version = FileVersion.of(file);
    }

    private static FileChannel lockFile(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }
}
