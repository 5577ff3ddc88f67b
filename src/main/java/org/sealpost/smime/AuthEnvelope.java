package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.jcajce.JceGenericKey;

/**
 * One authEnveloped-data (RFC 5083) with AES-256-GCM (RFC 5084), in DER: the content's size is known, so that every length
 * is definite and nothing is kept back. Content key and nonce are drawn for this one and used for no other.
 */
final class AuthEnvelope {

    private static final int KEY = 32;

    /** The length that RFC 5084 section 3.2 recommends. */
    private static final int NONCE = 12;

    private static final int TAG = 16;
    private static final int BITS = 8;

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int EXPLICIT_0 = 0xa0;
    private static final int IMPLICIT_0 = 0x80;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cipher cipher;
    private final long contentSize;
    private final byte[] head;

    private AuthEnvelope(Cipher cipher, long contentSize, byte[] head) {
        this.cipher = cipher;
        this.contentSize = contentSize;
        this.head = head;
    }

    /**
     * Draws a content key and gives it to each recipient.
     *
     * @param contentSize octets that will be encrypted
     */
    static AuthEnvelope of(List<RecipientKey> recipients, long contentSize)
            throws SmimeException, CMSException, IOException {
        byte[] key = new byte[KEY];
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(key);
        RANDOM.nextBytes(nonce);
        SecretKeySpec contentKey = new SecretKeySpec(key, "AES");
        AlgorithmIdentifier aes256Gcm =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, TAG));
        try {
            // Of the JDK's own provider, which calculates with the processor's instructions for it.
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
            cipher.init(Cipher.ENCRYPT_MODE, contentKey, new GCMParameterSpec(TAG * BITS, nonce));
            return new AuthEnvelope(
                    cipher, contentSize, head(recipients, new JceGenericKey(aes256Gcm, contentKey), contentSize));
        } catch (GeneralSecurityException fault) {
            throw new SmimeException("The message cannot be encrypted with AES-256-GCM.", fault);
        }
    }

    /** Octets of the whole envelope. */
    long size() {
        return head.length + contentSize + trailer().length + TAG;
    }

    /**
     * Opens the envelope for the content, which is as long as was said.
     *
     * @param out where the envelope goes; closing the result writes its end and leaves {@code out} open
     */
    OutputStream open(OutputStream out) throws IOException {
        out.write(head);
        return new Content(out);
    }

    /** Everything before the ciphertext. */
    private static byte[] head(List<RecipientKey> recipients, GenericKey contentKey, long contentSize)
            throws SmimeException, CMSException, IOException {
        ASN1EncodableVector infos = new ASN1EncodableVector(recipients.size());
        for (RecipientKey recipient : recipients) {
            infos.add(recipient.recipientInfo().generate(contentKey));
        }
        byte[] recipientInfos = new DERSet(infos).getEncoded(ASN1Encoding.DER);
        byte[] contentType = CMSObjectIdentifiers.data.getEncoded(ASN1Encoding.DER);
        byte[] algorithm = contentKey.getAlgorithmIdentifier().getEncoded(ASN1Encoding.DER);
        byte[] ciphertext = header(IMPLICIT_0, contentSize);
        long contentInfoSize = contentType.length + algorithm.length + ciphertext.length + contentSize;
        byte[] contentInfo = header(SEQUENCE, contentInfoSize);
        long envelopeSize = VERSION_0.length
                + recipientInfos.length
                + contentInfo.length
                + contentInfoSize
                + trailer().length
                + TAG;
        byte[] envelope = header(SEQUENCE, envelopeSize);
        byte[] explicit = header(EXPLICIT_0, envelope.length + envelopeSize);
        byte[] type = CMSObjectIdentifiers.authEnvelopedData.getEncoded(ASN1Encoding.DER);
        ByteArrayOutputStream head = new ByteArrayOutputStream(recipientInfos.length + 128);
        head.writeBytes(header(SEQUENCE, type.length + explicit.length + envelope.length + envelopeSize));
        for (byte[] part : List.of(
                type, explicit, envelope, VERSION_0, recipientInfos, contentInfo, contentType, algorithm, ciphertext)) {
            head.writeBytes(part);
        }
        return head.toByteArray();
    }

    /** What stands before the tag. */
    private static byte[] trailer() {
        return header(OCTET_STRING, TAG);
    }

    /** Identifier and length octets (X.690 sections 8.1.2 and 10.1). */
    private static byte[] header(int identifier, long length) {
        if (length < 0x80) {
            return new byte[] {(byte) identifier, (byte) length};
        }
        int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + BITS - 1) / BITS;
        byte[] header = new byte[2 + octets];
        header[0] = (byte) identifier;
        header[1] = (byte) (0x80 | octets);
        for (int at = 0; at < octets; at++) {
            header[2 + at] = (byte) (length >>> (octets - 1 - at) * BITS);
        }
        return header;
    }

    /** Encrypts what is written to it. */
    private final class Content extends OutputStream {

        private final OutputStream out;
        private byte[] ciphertext = new byte[0];
        private long written;

        Content(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            try {
                if (ciphertext.length < cipher.getOutputSize(length)) {
                    ciphertext = new byte[cipher.getOutputSize(length)];
                }
                out.write(ciphertext, 0, cipher.update(octets, offset, length, ciphertext));
                written += length;
            } catch (GeneralSecurityException fault) {
                throw new IOException(fault);
            }
        }

        @Override
        public void close() throws IOException {
            if (written != contentSize) {
                throw new IOException("the content is not as long as was said");
            }
            try {
                byte[] end = cipher.doFinal();
                out.write(end, 0, end.length - TAG);
                out.write(trailer());
                out.write(end, end.length - TAG, TAG);
            } catch (GeneralSecurityException fault) {
                throw new IOException(fault);
            }
        }
    }
}
