package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;

/**
 * Decrypts an {@link Envelope} with the practice's keys.
 *
 * <p>Guarantees: of content with a tag nothing is returned unless the tag fits; of content without one it is said whether
 * its padding does, which the caller may use only once the rest was looked at in the same way.
 */
final class EnvelopeOpener {

    private static final int LEAST_TAG = 12;

    private final List<SmimeIdentity> identities;
    private final boolean tripleDes;

    EnvelopeOpener(List<SmimeIdentity> identities, boolean tripleDes) {
        this.identities = identities;
        this.tripleDes = tripleDes;
    }

    /**
     * What was in it.
     *
     * @param padded whether the padding was as it should be; true for content with a tag
     * @param anotherIsAway whether it is also for a key that cannot be used now, which may open it where this one did not
     */
    record Opened(byte[] content, boolean padded, Decryption how, boolean anotherIsAway) {}

    Opened open(Envelope envelope) throws UnreadException {
        ContentCipher cipher = envelope.cipher();
        if (cipher == ContentCipher.TRIPLE_DES && !tripleDes) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        AlgorithmParameterSpec parameters = parameters(envelope);
        ContentKeys.Found key = new ContentKeys(identities, cipher.keyOctets()).find(envelope.recipients());
        Decryption how = new Decryption(cipher, key.identity().certificate());
        try {
            // Provider by the JVM's order: the processor's own instructions.
            Cipher opening = Cipher.getInstance(cipher.transformation());
            opening.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.contentKey(), cipher.keyAlgorithm()), parameters);
            if (!cipher.isAuthenticated()) {
                return unpadded(opening.doFinal(envelope.sealed()), cipher, how, key.anotherIsAway());
            }
            opening.updateAAD(envelope.additional());
            return new Opened(opening.doFinal(envelope.sealed()), true, how, key.anotherIsAway());
        } catch (GeneralSecurityException wrongTagOrLength) {
            throw new UnreadException(key.anotherIsAway() ? UnreadReason.KEY_AWAY : UnreadReason.NOT_AUTHENTIC);
        } finally {
            Arrays.fill(key.contentKey(), (byte) 0);
        }
    }

    private static AlgorithmParameterSpec parameters(Envelope envelope) throws UnreadException {
        if (!envelope.cipher().isAuthenticated()) {
            byte[] vector = ASN1OctetString.getInstance(envelope.parameters()).getOctets();
            if (vector.length != envelope.cipher().blockOctets()) {
                throw new UnreadException(UnreadReason.MALFORMED);
            }
            return new IvParameterSpec(vector);
        }
        GCMParameters gcm = GCMParameters.getInstance(envelope.parameters());
        // RFC 5084 section 3.2: 12 to 16 octets. A shorter tag would be forged sooner.
        if (gcm.getIcvLen() != envelope.tagOctets() || envelope.tagOctets() < LEAST_TAG || gcm.getNonce().length == 0) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
        return new GCMParameterSpec(envelope.tagOctets() * Byte.SIZE, gcm.getNonce());
    }

    /** Takes the padding off (RFC 5652 section 6.3); where it is wrong, nothing, and the wrong is told and not thrown. */
    private static Opened unpadded(byte[] padded, ContentCipher cipher, Decryption how, boolean anotherIsAway) {
        int count = padded.length == 0 ? 0 : padded[padded.length - 1] & 0xff;
        int wrong = count == 0 || count > cipher.blockOctets() || count > padded.length ? 1 : 0;
        for (int i = 1; i <= cipher.blockOctets() && i <= padded.length; i++) {
            wrong |= i <= count ? (padded[padded.length - i] & 0xff) ^ count : 0;
        }
        byte[] content = wrong == 0 ? Arrays.copyOf(padded, padded.length - count) : padded;
        return new Opened(content, wrong == 0, how, anotherIsAway);
    }
}
