package org.sealpost.smime;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;

/**
 * Encrypted content, with or without a tag (RFC 5083 section 2.1, RFC 5652 section 6.1).
 *
 * @param recipients whom the content key is for
 * @param cipher of the content
 * @param parameters of the cipher
 * @param sealed ciphertext, and the tag behind it if the cipher has one
 * @param tagOctets how many of them are the tag
 * @param additional what the tag covers beside the content, in the encoding that is authenticated
 */
record Envelope(
        ASN1Set recipients,
        ContentCipher cipher,
        ASN1Encodable parameters,
        byte[] sealed,
        int tagOctets,
        byte[] additional) {

    static boolean isOne(ContentInfo info) {
        return info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)
                || info.getContentType().equals(CMSObjectIdentifiers.envelopedData);
    }

    /** @throws UnreadException when the cipher is none that is read, or is not the one for this kind of envelope */
    static Envelope of(ContentInfo info) throws UnreadException {
        return info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)
                ? authenticated(AuthEnvelopedData.getInstance(info.getContent()))
                : plain(EnvelopedData.getInstance(info.getContent()));
    }

    private static Envelope authenticated(AuthEnvelopedData data) throws UnreadException {
        EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
        ContentCipher cipher = cipher(content, true);
        byte[] tag = data.getMac().getOctets();
        byte[] ciphertext = octets(content);
        byte[] sealed = new byte[ciphertext.length + tag.length];
        System.arraycopy(ciphertext, 0, sealed, 0, ciphertext.length);
        System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
        return new Envelope(
                data.getRecipientInfos(),
                cipher,
                parameters(content),
                sealed,
                tag.length,
                additional(data.getAuthAttrs()));
    }

    private static Envelope plain(EnvelopedData data) throws UnreadException {
        EncryptedContentInfo content = data.getEncryptedContentInfo();
        return new Envelope(
                data.getRecipientInfos(), cipher(content, false), parameters(content), octets(content), 0, new byte[0]);
    }

    private static ContentCipher cipher(EncryptedContentInfo content, boolean authenticated) throws UnreadException {
        return ContentCipher.of(content.getContentEncryptionAlgorithm().getAlgorithm())
                // GCM without its tag, in the old envelope, would be decrypted without proof.
                .filter(one -> one.isAuthenticated() == authenticated)
                .orElseThrow(() -> new UnreadException(UnreadReason.ALGORITHM));
    }

    private static ASN1Encodable parameters(EncryptedContentInfo content) throws UnreadException {
        ASN1Encodable parameters = content.getContentEncryptionAlgorithm().getParameters();
        if (parameters == null) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
        return parameters;
    }

    private static byte[] octets(EncryptedContentInfo content) throws UnreadException {
        ASN1OctetString octets = content.getEncryptedContent();
        if (octets == null) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
        return octets.getOctets();
    }

    /** The attributes as a SET in DER, whatever they came as (RFC 5083 section 2.2). */
    private static byte[] additional(ASN1Set attributes) throws UnreadException {
        try {
            return attributes == null ? new byte[0] : attributes.getEncoded(ASN1Encoding.DER);
        } catch (IOException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }
}
