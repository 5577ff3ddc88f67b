package org.sealpost.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Map;
import javax.crypto.KEM;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSORIforKEMOtherInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** A content key behind a key encapsulation (RFC 9629): ML-KEM with HKDF and AES key wrap (RFC 9936). */
final class EncapsulatedKey {

    private static final Map<ASN1ObjectIdentifier, String> PARAMETER_SETS = Map.of(
            NISTObjectIdentifiers.id_alg_ml_kem_512, "ML-KEM-512",
            NISTObjectIdentifiers.id_alg_ml_kem_768, "ML-KEM-768",
            NISTObjectIdentifiers.id_alg_ml_kem_1024, "ML-KEM-1024");

    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_alg_hkdf_with_sha256, "HKDF-SHA256",
            PKCSObjectIdentifiers.id_alg_hkdf_with_sha384, "HKDF-SHA384",
            PKCSObjectIdentifiers.id_alg_hkdf_with_sha512, "HKDF-SHA512");

    private EncapsulatedKey() {}

    static byte[] unwrap(KEMRecipientInfo recipient, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        String kem = PARAMETER_SETS.get(recipient.getKem().getAlgorithm());
        String derivation = DERIVATIONS.get(recipient.getKdf().getAlgorithm());
        int octets = KeyUnwrapping.keyOctets(recipient.getWrap());
        if (kem == null || derivation == null) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        byte[] secret = decapsulator(kem, identity)
                .decapsulate(recipient.getKemct().getOctets())
                .getEncoded();
        return KeyUnwrapping.unwrap(
                KeyUnwrapping.hkdf(derivation, secret, info(recipient, octets), octets),
                recipient.getEncryptedKey().getOctets());
    }

    /** The JDK's, or that of the provider that made the key where the JDK cannot read it. */
    private static KEM.Decapsulator decapsulator(String kem, SmimeIdentity identity) throws GeneralSecurityException {
        if (identity.provider().isPresent()) {
            return KEM.getInstance(kem, identity.provider().get()).newDecapsulator(identity.key());
        }
        try {
            return KEM.getInstance(kem).newDecapsulator(identity.key());
        } catch (InvalidKeyException anothers) {
            return KEM.getInstance(kem, CmsProvider.get()).newDecapsulator(identity.key());
        }
    }

    private static byte[] info(KEMRecipientInfo recipient, int octets) throws UnreadException {
        try {
            return new CMSORIforKEMOtherInfo(recipient.getWrap(), octets, recipient.getUkm())
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }
}
