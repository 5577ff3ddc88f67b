package org.sealpost.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keys with certificates as people pass them on (PKCS#12, RFC 7292). What is written is AES-256-CBC under PBKDF2 (PBES2)
 * with an HMAC of SHA-256: what openssl, NSS, Windows since 10 (1709) and macOS since 13 read.
 */
final class Pkcs12File {

    /** A store as its authors mean it: some put dozens of certificates in, none a megabyte. */
    static final int MAX_LENGTH = 1024 * 1024;

    private Pkcs12File() {}

    /**
     * A private key with its path, the key's own certificate first.
     */
    record Entry(PrivateKey key, List<X509Certificate> chain) {

        Entry {
            chain = List.copyOf(chain);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Entry[" + chain.size() + " certificates]";
        }
    }

    /**
     * Every key of the file, or none.
     *
     * @throws KeyRefusedException when it does not open with the password, holds no private key, or one that says not which
     *     certificate is its own
     */
    static List<Entry> read(byte[] file, char[] password) throws KeyRefusedException {
        List<Entry> entries;
        int keys;
        try {
            entries = entries(file, password);
            KeyBags bags = KeyBags.of(file);
            keys = bags.count();
            if (entries.size() < keys) {
                entries = entries(bags.namedApart(), password);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError closed) {
            // Bouncy Castle reads nested values by recursion.
            throw new KeyRefusedException(
                    "The file does not open: give its password, and send a PKCS#12 file (.p12, .pfx).", closed);
        }
        if (entries.isEmpty()) {
            throw new KeyRefusedException(
                    "The file holds no private key with a certificate: export both into one PKCS#12 file.");
        }
        if (entries.size() < keys) {
            throw new KeyRefusedException(
                    "Of the " + keys + " private keys in the file not each says which certificate is"
                            + " its own: export each with its certificate into a file of its own.");
        }
        // A file may hold the same key twice.
        return entries.stream().distinct().toList();
    }

    /** Those that the JDK's reader finds with a certificate of their own. */
    private static List<Entry> entries(byte[] file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), password);
        List<Entry> entries = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)
                    && store.getKey(alias, password) instanceof PrivateKey key
                    && store.getCertificateChain(alias) instanceof Certificate[] chain) {
                entries.add(entry(key, chain));
            }
        }
        return entries;
    }

    /** @param name as programs show it to their users */
    static byte[] write(String name, PrivateKey key, List<X509Certificate> chain, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, key, password, chain.toArray(Certificate[]::new));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, password);
            return file.toByteArray();
        } catch (IOException | GeneralSecurityException unable) {
            throw new IllegalStateException("a PKCS#12 file could not be written", unable);
        }
    }

    private static Entry entry(PrivateKey key, Certificate[] chain) {
        List<X509Certificate> certificates =
                Stream.of(chain).map(X509Certificate.class::cast).toList();
        return new Entry(
                key,
                IssuerOrder.of(
                        certificates, certificates.getFirst().getPublicKey().getEncoded(), Instant.now()));
    }
}
