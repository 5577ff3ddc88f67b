package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.jcajce.JceGenericKey;
import org.sealpost.cryptography.Cryptography;

/**
 * One authEnveloped-data (RFC 5083) or enveloped-data (RFC 5652 section 6) in DER: the content's size is known, so that
 * every length is definite and nothing is kept back. Content key and nonce are drawn for this one and used for no other.
 */
final class ContentEnvelope {

    private static final int KEY = 32;
    private static final int IMPLICIT_0 = 0x80;

    private final ContentEncryption encryption;
    private final Cipher cipher;
    private final long contentSize;
    private final byte[] head;

    private ContentEnvelope(ContentEncryption encryption, Cipher cipher, long contentSize, byte[] head) {
        this.encryption = encryption;
        this.cipher = cipher;
        this.contentSize = contentSize;
        this.head = head;
    }

    /**
     * Draws a content key and gives it to each recipient.
     *
     * @param contentSize octets that will be encrypted
     */
    static ContentEnvelope of(ContentEncryption encryption, List<RecipientKey> recipients, long contentSize)
            throws SmimeException, CMSException, IOException {
        byte[] key = new byte[KEY];
        Cryptography.random().nextBytes(key);
        SecretKeySpec contentKey = new SecretKeySpec(key, "AES");
        try {
            Cipher cipher = Cipher.getInstance(encryption.transformation(), Cryptography.bulk());
            // Without parameters: the provider draws the nonce, as its approved mode demands.
            cipher.init(Cipher.ENCRYPT_MODE, contentKey, Cryptography.random());
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                    encryption.algorithm(),
                    ASN1Primitive.fromByteArray(cipher.getParameters().getEncoded()));
            return new ContentEnvelope(
                    encryption,
                    cipher,
                    contentSize,
                    head(encryption, recipients, new JceGenericKey(algorithm, contentKey), contentSize));
        } catch (GeneralSecurityException fault) {
            throw new SmimeException("The message's content cannot be encrypted.", fault);
        }
    }

    /** Octets of the whole envelope. */
    long size() {
        return head.length + encryption.ciphertextSize(contentSize) + trailerSize(encryption);
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
    private static byte[] head(
            ContentEncryption encryption, List<RecipientKey> recipients, GenericKey contentKey, long contentSize)
            throws SmimeException, CMSException, IOException {
        ASN1EncodableVector infos = new ASN1EncodableVector(recipients.size());
        for (RecipientKey recipient : recipients) {
            infos.add(recipient.recipientInfo().generate(contentKey));
        }
        byte[] version = new ASN1Integer(version(encryption, infos)).getEncoded(ASN1Encoding.DER);
        byte[] recipientInfos = new DERSet(infos).getEncoded(ASN1Encoding.DER);
        byte[] contentType = CMSObjectIdentifiers.data.getEncoded(ASN1Encoding.DER);
        byte[] algorithm = contentKey.getAlgorithmIdentifier().getEncoded(ASN1Encoding.DER);
        long ciphertextSize = encryption.ciphertextSize(contentSize);
        byte[] ciphertext = DerHeader.of(IMPLICIT_0, ciphertextSize);
        long contentInfoSize = contentType.length + algorithm.length + ciphertext.length + ciphertextSize;
        byte[] contentInfo = DerHeader.of(DerHeader.SEQUENCE, contentInfoSize);
        long envelopeSize =
                version.length + recipientInfos.length + contentInfo.length + contentInfoSize + trailerSize(encryption);
        byte[] envelope = DerHeader.of(DerHeader.SEQUENCE, envelopeSize);
        byte[] explicit = DerHeader.of(DerHeader.EXPLICIT_0, envelope.length + envelopeSize);
        byte[] type = encryption.envelopeType().getEncoded(ASN1Encoding.DER);
        ByteArrayOutputStream head = new ByteArrayOutputStream(recipientInfos.length + 128);
        head.writeBytes(
                DerHeader.of(DerHeader.SEQUENCE, type.length + explicit.length + envelope.length + envelopeSize));
        for (byte[] part : List.of(
                type, explicit, envelope, version, recipientInfos, contentInfo, contentType, algorithm, ciphertext)) {
            head.writeBytes(part);
        }
        return head.toByteArray();
    }

    /** CMSVersion, which depends on the recipients in enveloped-data (RFC 5652 section 6.1) and not in RFC 5083. */
    private static int version(ContentEncryption encryption, ASN1EncodableVector recipientInfos) {
        if (encryption == ContentEncryption.AES_256_GCM) {
            return 0;
        }
        int version = 0;
        for (int at = 0; at < recipientInfos.size(); at++) {
            version = Math.max(
                    version,
                    switch (((RecipientInfo) recipientInfos.get(at)).getInfo()) {
                        case KeyTransRecipientInfo byIssuerAndSerial -> 0;
                        case OtherRecipientInfo other -> 3;
                        default -> 2;
                    });
        }
        return version;
    }

    /** Octets of the tag and of what stands before it. */
    private static int trailerSize(ContentEncryption encryption) {
        int tag = encryption.tagSize();
        return tag == 0 ? 0 : DerHeader.of(DerHeader.OCTET_STRING, tag).length + tag;
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
                int tag = encryption.tagSize();
                out.write(end, 0, end.length - tag);
                if (tag > 0) {
                    out.write(DerHeader.of(DerHeader.OCTET_STRING, tag));
                    out.write(end, end.length - tag, tag);
                }
            } catch (GeneralSecurityException fault) {
                throw new IOException(fault);
            }
        }
    }
}
