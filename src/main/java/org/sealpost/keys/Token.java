package org.sealpost.keys;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token (PKCS#11) of the settings: a hardware module, or SoftHSM. Its private halves never leave it; what is handed
 * out is a handle that only its own provider can use. It is opened when it is first needed, and one for the installation.
 */
@Singleton
final class Token {

    private final KeySettings.Pkcs11 settings;
    private @Nullable Opened opened;

    private record Opened(Provider provider, KeyStore store) {}

    Token(KeySettings settings) {
        this.settings = settings.pkcs11();
    }

    boolean isConfigured() {
        return settings.library().isPresent();
    }

    /** @throws GeneralSecurityException when it cannot be opened */
    synchronized Provider provider() throws GeneralSecurityException {
        return open().provider();
    }

    /** The handle of a private key, found by the label of it and its certificate. */
    synchronized PrivateKey key(String alias) throws GeneralSecurityException {
        if (open().store().getKey(alias, null) instanceof PrivateKey key) {
            return key;
        }
        // Another program may have put it there since: the store's view is of when it was loaded.
        load(open().store());
        if (open().store().getKey(alias, null) instanceof PrivateKey key) {
            return key;
        }
        throw new GeneralSecurityException("the token has no such key");
    }

    /** The certificates that lie beside a private key. */
    synchronized List<X509Certificate> certificates(String alias) throws GeneralSecurityException {
        Certificate[] chain = open().store().getCertificateChain(alias);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate one : chain == null ? new Certificate[0] : chain) {
            certificates.add((X509Certificate) one);
        }
        return certificates;
    }

    /**
     * Makes a pair in the token. It is of the session until {@link #keep} keeps it.
     *
     * @throws GeneralSecurityException also when the algorithm is none for a token
     */
    synchronized KeyPair generate(KeyAlgorithm algorithm) throws GeneralSecurityException {
        String name = switch (algorithm.family()) {
            case RSA -> "RSA";
            case ELLIPTIC -> "EC";
            case SIGNATURE, AGREEMENT, ENCAPSULATION ->
                throw new GeneralSecurityException("a token makes RSA and elliptic-curve keys");
        };
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name, open().provider());
        switch (algorithm) {
            case RSA_4096 -> generator.initialize(4096);
            case P_256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case P_384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case RSA_3072, ED25519, X25519, ML_DSA_65, ML_DSA_87, ML_KEM_768, ML_KEM_1024 -> generator.initialize(3072);
        }
        return generator.generateKeyPair();
    }

    /** Keeps a key of the session in the token, with a certificate by which it is found again. */
    synchronized void keep(String alias, PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        open().store().setKeyEntry(alias, key, null, new Certificate[] {certificate});
    }

    /** Destroys a key in the token; nothing, when it is not there. */
    synchronized void destroy(String alias) throws GeneralSecurityException {
        open().store().deleteEntry(alias);
    }

    private Opened open() throws GeneralSecurityException {
        Opened known = opened;
        if (known == null) {
            known = openNow();
            opened = known;
        }
        return known;
    }

    private Opened openNow() throws GeneralSecurityException {
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(configuration());
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            load(store);
            return new Opened(provider, store);
        } catch (InvalidParameterException | ProviderException failure) {
            throw new GeneralSecurityException("the token of sealpost.keys.pkcs11 cannot be opened", failure);
        }
    }

    private void load(KeyStore store) throws GeneralSecurityException {
        try {
            store.load(null, pin());
        } catch (IOException failure) {
            // What the token says may name its PIN's state, never the PIN.
            throw new GeneralSecurityException("the token of sealpost.keys.pkcs11 cannot be opened", failure);
        }
    }

    /**
     * Private halves that are made can never be read. The secret of an agreement can: the key of one message is derived
     * from it outside the token.
     */
    private String configuration() throws GeneralSecurityException {
        Path library = settings.library()
                .orElseThrow(() -> new GeneralSecurityException("sealpost.keys.pkcs11.library is not set"));
        StringBuilder text = new StringBuilder("--name = sealpost\nlibrary = ")
                .append(library)
                .append('\n');
        Optional<Long> slot = settings.slot();
        if (slot.isPresent()) {
            text.append("slot = ").append(slot.get()).append('\n');
        } else {
            text.append("slotListIndex = ").append(settings.slotListIndex()).append('\n');
        }
        return text.append("""
                attributes(generate, CKO_PRIVATE_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = true
                }
                attributes(generate, CKO_PRIVATE_KEY, CKK_RSA) = {
                  CKA_DECRYPT = true
                  CKA_UNWRAP = true
                }
                attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
                  CKA_DERIVE = true
                }
                attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
                  CKA_SENSITIVE = false
                  CKA_EXTRACTABLE = true
                }
                """).toString();
    }

    private char @Nullable [] pin() throws IOException {
        Optional<Path> file = settings.pinFile();
        if (file.isPresent()) {
            return Files.readString(file.get()).strip().toCharArray();
        }
        return settings.pin().map(String::toCharArray).orElse(null);
    }
}
