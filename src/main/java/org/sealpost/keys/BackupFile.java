package org.sealpost.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file of a backup: PKCS#12 under a passphrase. It holds the keys of the keystore, the rows of the database that those
 * keys seal, and, as everyday PKCS#12 entries, the private keys for S/MIME and of the authorities, so that other programs
 * can take these out in an emergency.
 */
final class BackupFile {

    /** PKCS#12's key derivation is cheap by today's measure: what is guessable must not open it. */
    static final int MIN_PASSPHRASE = 16;

    private static final int MIN_DIFFERENT = 8;

    static final int MAX_LENGTH = 32 * 1024 * 1024;

    private static final String SEAL = "seal-";
    private static final String ROWS = "rows";
    private static final String KEY = "key-";

    private final KeyStore store;
    private final char[] passphrase;

    private BackupFile(KeyStore store, char[] passphrase) {
        this.store = store;
        this.passphrase = passphrase;
    }

    /** @throws KeyRefusedException when the passphrase is too easily guessed */
    static BackupFile empty(char[] passphrase) throws KeyRefusedException, IOException, GeneralSecurityException {
        if (passphrase.length < MIN_PASSPHRASE) {
            throw new KeyRefusedException("The passphrase is too short for every key of the installation: take "
                    + MIN_PASSPHRASE + " characters or more.");
        }
        if (CharBuffer.wrap(passphrase).chars().distinct().count() < MIN_DIFFERENT) {
            throw new KeyRefusedException("The passphrase repeats a few characters: take " + MIN_DIFFERENT
                    + " different ones or more, such as some random words.");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return new BackupFile(store, passphrase);
    }

    /** @throws KeyRefusedException when it does not open, or is no backup */
    static BackupFile open(byte[] file, char[] passphrase) throws KeyRefusedException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), passphrase);
            if (store.containsAlias(ROWS)) {
                return new BackupFile(store, passphrase);
            }
        } catch (IOException | GeneralSecurityException closed) {
            throw new KeyRefusedException(
                    "The backup does not open: give the passphrase that it was made with, and the whole file.", closed);
        }
        throw new KeyRefusedException("The file is no backup of Sealpost's keys: send what keys backup wrote.");
    }

    void putSeal(Map<String, SecretKey> keys) throws GeneralSecurityException {
        for (Map.Entry<String, SecretKey> key : keys.entrySet()) {
            put(SEAL + key.getKey(), key.getValue());
        }
    }

    Map<String, SecretKey> seal() throws GeneralSecurityException {
        Map<String, SecretKey> keys = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.startsWith(SEAL) && store.getKey(alias, passphrase) instanceof SecretKey key) {
                keys.put(alias.substring(SEAL.length()), key);
            }
        }
        return keys;
    }

    void putRows(byte[] json) throws GeneralSecurityException {
        put(ROWS, wrap(json));
    }

    byte[] rows() throws GeneralSecurityException {
        return store.getKey(ROWS, passphrase).getEncoded();
    }

    void putKey(String id, PrivateKey key, List<X509Certificate> path) throws GeneralSecurityException {
        store.setKeyEntry(KEY + id, key, passphrase, path.toArray(Certificate[]::new));
    }

    byte[] write() throws IOException, GeneralSecurityException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, passphrase);
        return file.toByteArray();
    }

    /** Octets as a keystore keeps them: PKCS#12 knows secrets of any length, and the JDK calls them keys. */
    static SecretKey wrap(byte[] octets) {
        return new SecretKeySpec(octets, "AES");
    }

    private void put(String alias, SecretKey key) throws GeneralSecurityException {
        store.setEntry(alias, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(passphrase));
    }
}
