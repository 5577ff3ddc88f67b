package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyAgreeRecipientId;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * Decrypts authEnveloped-data (RFC 8551 section 3.4) as a recipient's mail program does.
 *
 * <p>Guarantees: nothing of the content is returned before the tag over all of it was verified, and envelopedData
 * without authentication is refused (EFAIL, CVE-2017-17689). Does not guarantee who the sender is.
 */
public final class SmimeDecryptor {

    private static final Set<String> MEDIA_TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    /** An instance of our own leaves the JVM's list of providers alone. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private final X509Certificate certificate;
    private final PrivateKey key;

    /**
     * @param certificate of the recipient
     * @param key that belongs to it
     */
    public SmimeDecryptor(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Decrypts a message and puts its protected header fields in place.
     *
     * @throws SmimeException when it is not authEnveloped-data, is for somebody else, or was changed on the way
     */
    public DecryptedMessage decrypt(RawMessage message) throws SmimeException {
        RawMessage payload = RawMessage.of(content(message));
        boolean headerProtected = isHeaderProtected(payload);
        return new DecryptedMessage(
                payload, headerProtected ? protectedView(payload) : outerView(message, payload), headerProtected);
    }

    private byte[] content(RawMessage message) throws SmimeException {
        checkEncoding(message);
        try (InputStream ciphertext = Base64.getMimeDecoder().wrap(message.openBody())) {
            RecipientInformation recipient = new CMSAuthEnvelopedData(ciphertext)
                    .getRecipientInfos().getRecipients(recipientId()).stream()
                            .findFirst()
                            .orElseThrow(() -> new SmimeException("The message is encrypted for another certificate."));
            return recipient.getContent(recipient());
        } catch (CMSException | IOException | RuntimeException fault) {
            // Bouncy Castle answers broken ASN.1 with exceptions of many unchecked types.
            throw new SmimeException("The message cannot be decrypted: it is damaged, or was changed.", fault);
        }
    }

    private static void checkEncoding(RawMessage message) throws SmimeException {
        List<HeaderField> types = message.fields("Content-Type");
        if (types.size() != 1
                || !MEDIA_TYPES.contains(
                        ContentTypeField.parse(types.getFirst()).mediaType())) {
            throw new SmimeException("The message is not encrypted with S/MIME.");
        }
        String encoding = message.value("Content-Transfer-Encoding").orElse("7bit");
        if (!encoding.toLowerCase(Locale.ROOT).equals("base64")) {
            throw new SmimeException("The encrypted message is not encoded in base64.");
        }
    }

    private RecipientId recipientId() throws SmimeException {
        try {
            JcaX509CertificateHolder holder = new JcaX509CertificateHolder(certificate);
            return usesKeyAgreement()
                    ? new KeyAgreeRecipientId(holder.getIssuer(), holder.getSerialNumber())
                    : new KeyTransRecipientId(holder.getIssuer(), holder.getSerialNumber());
        } catch (CertificateEncodingException notEncodable) {
            throw new SmimeException("The recipient's certificate cannot be encoded.", notEncodable);
        }
    }

    private Recipient recipient() {
        return usesKeyAgreement()
                ? new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(PROVIDER)
                : new JceKeyTransAuthEnvelopedRecipient(key).setProvider(PROVIDER);
    }

    private boolean usesKeyAgreement() {
        return key.getAlgorithm().equals("EC");
    }

    /** Whether the payload says that its header fields are the protected ones (RFC 9788 section 4.2). */
    private static boolean isHeaderProtected(RawMessage payload) {
        List<HeaderField> types = payload.fields("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        try {
            String hp = ContentTypeField.parse(types.getFirst()).parameters().getOrDefault("hp", "");
            return hp.equalsIgnoreCase("cipher") || hp.equalsIgnoreCase("clear");
        } catch (SmimeException malformed) {
            // Nothing is promised by a field that cannot be read; the outer fields are shown as unprotected.
            return false;
        }
    }

    private static RawMessage protectedView(RawMessage payload) {
        return payload.withoutFields(name -> name.equalsIgnoreCase("HP-Outer"));
    }

    private static RawMessage outerView(RawMessage message, RawMessage payload) {
        List<String> outer = new ArrayList<>();
        for (HeaderField field :
                message.withoutFields(SmimeDecryptor::isStructural).fields()) {
            outer.add(field.name() + ": " + field.value());
        }
        return payload.withoutFields(name -> !isStructural(name)).withFieldsPrepended(outer);
    }

    private static boolean isStructural(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("mime-version");
    }
}
