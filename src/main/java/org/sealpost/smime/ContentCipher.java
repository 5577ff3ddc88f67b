package org.sealpost.smime;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** The content ciphers that are read. */
public enum ContentCipher {
    AES_128_GCM("AES-128-GCM", NISTObjectIdentifiers.id_aes128_GCM, 16, "AES/GCM/NoPadding"),
    AES_192_GCM("AES-192-GCM", NISTObjectIdentifiers.id_aes192_GCM, 24, "AES/GCM/NoPadding"),
    AES_256_GCM("AES-256-GCM", NISTObjectIdentifiers.id_aes256_GCM, 32, "AES/GCM/NoPadding"),
    AES_128_CBC("AES-128-CBC", NISTObjectIdentifiers.id_aes128_CBC, 16, "AES/CBC/NoPadding"),
    AES_192_CBC("AES-192-CBC", NISTObjectIdentifiers.id_aes192_CBC, 24, "AES/CBC/NoPadding"),
    AES_256_CBC("AES-256-CBC", NISTObjectIdentifiers.id_aes256_CBC, 32, "AES/CBC/NoPadding"),
    /** Of senders from before 2010; only where the operator allows it, and then as CBC always is. */
    TRIPLE_DES("3DES-CBC", PKCSObjectIdentifiers.des_EDE3_CBC, 24, "DESede/CBC/NoPadding");

    private final String label;
    private final ASN1ObjectIdentifier identifier;
    private final int keyOctets;
    private final String transformation;

    ContentCipher(String label, ASN1ObjectIdentifier identifier, int keyOctets, String transformation) {
        this.label = label;
        this.identifier = identifier;
        this.keyOctets = keyOctets;
        this.transformation = transformation;
    }

    static Optional<ContentCipher> of(ASN1ObjectIdentifier identifier) {
        return Arrays.stream(values())
                .filter(one -> one.identifier.equals(identifier))
                .findFirst();
    }

    /** Such as {@code AES-256-GCM}. */
    public String label() {
        return label;
    }

    /** Whether a tag proves that the content is unchanged. */
    public boolean isAuthenticated() {
        return transformation.startsWith("AES/GCM");
    }

    int keyOctets() {
        return keyOctets;
    }

    int blockOctets() {
        return this == TRIPLE_DES ? 8 : 16;
    }

    String transformation() {
        return transformation;
    }

    String keyAlgorithm() {
        return this == TRIPLE_DES ? "DESede" : "AES";
    }

    @Override
    public String toString() {
        return label;
    }
}
