package org.sealpost.smime;

import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.jspecify.annotations.Nullable;

/** The SMIMECapabilities attribute of a signature (RFC 8551 section 2.5.2): ours, and what another's says. */
final class AnnouncedCapabilities {

    private static final Set<ASN1ObjectIdentifier> AUTHENTICATED =
            Set.of(CMSAlgorithm.AES128_GCM, CMSAlgorithm.AES192_GCM, CMSAlgorithm.AES256_GCM);

    private AnnouncedCapabilities() {}

    /**
     * What we like to receive, the best first.
     *
     * @param encryptionKey ours, to which others encrypt
     */
    static Attribute ours(Optional<RecipientKey> encryptionKey) {
        SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
        capabilities.addCapability(CMSAlgorithm.AES256_GCM);
        capabilities.addCapability(CMSAlgorithm.AES128_GCM);
        capabilities.addCapability(CMSAlgorithm.AES256_CBC);
        capabilities.addCapability(CMSAlgorithm.AES128_CBC);
        encryptionKey.map(RecipientKey::algorithm).ifPresent(algorithm -> {
            ASN1Encodable parameters = algorithm.getParameters();
            if (parameters == null) {
                capabilities.addCapability(algorithm.getAlgorithm());
            } else {
                capabilities.addCapability(algorithm.getAlgorithm(), parameters);
            }
        });
        return new SMIMECapabilitiesAttribute(capabilities);
    }

    /** @see EncryptionCapabilities#announced */
    static EncryptionCapabilities read(byte[] attributeValue) throws SmimeException {
        Set<ASN1ObjectIdentifier> announced = new HashSet<>();
        try {
            Enumeration<?> capabilities =
                    ASN1Sequence.getInstance(attributeValue).getObjects();
            while (capabilities.hasMoreElements()) {
                SMIMECapability capability = SMIMECapability.getInstance(capabilities.nextElement());
                if (isOurs(capability)) {
                    announced.add(capability.getCapabilityID());
                }
            }
        } catch (RuntimeException malformed) {
            // Bouncy Castle answers broken ASN.1 with exceptions of many unchecked types.
            throw new SmimeException("The capabilities that a signature announces are malformed.", malformed);
        }
        return EncryptionCapabilities.DEFAULT
                .withContentEncryption(contentEncryption(announced))
                .withKeyTransport(keyTransport(announced));
    }

    private static ContentEncryption contentEncryption(Set<ASN1ObjectIdentifier> announced) {
        return announced.contains(CMSAlgorithm.AES256_GCM)
                ? ContentEncryption.AES_256_GCM
                : ContentEncryption.AES_256_CBC;
    }

    private static KeyTransport keyTransport(Set<ASN1ObjectIdentifier> announced) {
        boolean modern = announced.contains(PKCSObjectIdentifiers.id_RSAES_OAEP)
                || (announced.stream().anyMatch(AUTHENTICATED::contains)
                        && !announced.contains(PKCSObjectIdentifiers.rsaEncryption));
        return modern ? KeyTransport.RSA_OAEP : KeyTransport.RSA_PKCS1;
    }

    /** Whether it is announced in the way that we would use it: OAEP with SHA-1, be it in MGF1 only, is none. */
    private static boolean isOurs(SMIMECapability capability) {
        if (!capability.getCapabilityID().equals(PKCSObjectIdentifiers.id_RSAES_OAEP)
                || capability.getParameters() == null) {
            return true;
        }
        RSAESOAEPparams oaep = RSAESOAEPparams.getInstance(capability.getParameters());
        return isSha256(oaep.getHashAlgorithm())
                && oaep.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                && isSha256(AlgorithmIdentifier.getInstance(
                        oaep.getMaskGenAlgorithm().getParameters()));
    }

    private static boolean isSha256(@Nullable AlgorithmIdentifier hash) {
        return hash != null && hash.getAlgorithm().equals(NISTObjectIdentifiers.id_sha256);
    }
}
