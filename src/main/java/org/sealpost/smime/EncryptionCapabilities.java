package org.sealpost.smime;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * What a recipient's mail program can read. Learnt from a signed message of theirs, or set by a person for a
 * certificate, an address or a domain.
 *
 * <p>The text form has one word of each kind, separated by spaces, such as {@code aes-256-cbc rsa-pkcs1 rfc9788}; a word
 * that is missing means the default.
 */
public record EncryptionCapabilities(
        ContentEncryption contentEncryption, KeyTransport keyTransport, HeaderForm headerForm) {

    /** What S/MIME 4.0 asks of every reader (RFC 8551 section 2), with header protection of RFC 9788. */
    public static final EncryptionCapabilities DEFAULT =
            new EncryptionCapabilities(ContentEncryption.AES_256_GCM, KeyTransport.RSA_OAEP, HeaderForm.RFC_9788);

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when a word is unknown, or there are two of one kind
     */
    public static EncryptionCapabilities parse(CharSequence text) {
        Set<String> words = new LinkedHashSet<>(
                Arrays.asList(text.toString().strip().toLowerCase(Locale.ROOT).split("[\\s,]+", -1)));
        words.remove("");
        EncryptionCapabilities capabilities = new EncryptionCapabilities(
                take(words, ContentEncryption.values(), ContentEncryption::token),
                take(words, KeyTransport.values(), KeyTransport::token),
                take(words, HeaderForm.values(), HeaderForm::token));
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("\"" + String.join(" ", words)
                    + "\" is no encryption capability, or one too many: use one of aes-256-gcm and aes-256-cbc,"
                    + " one of rsa-oaep and rsa-pkcs1, one of rfc9788, legacy-display and message-rfc822.");
        }
        return capabilities;
    }

    /**
     * Reads what a signed message announces in its SMIMECapabilities attribute (RFC 8551 section 2.5.2). Who announces
     * no AES-256-GCM gets AES-256-CBC; who announces no RSAES-OAEP with SHA-256 (in MGF1, too) gets PKCS #1 v1.5, if
     * they name that or announce no authenticated encryption. How header fields are shown is not announced, so that
     * stays the default.
     *
     * @param attributeValue in DER
     * @throws SmimeException when it is no such attribute value
     */
    public static EncryptionCapabilities announced(byte[] attributeValue) throws SmimeException {
        return AnnouncedCapabilities.read(attributeValue);
    }

    public EncryptionCapabilities withContentEncryption(ContentEncryption other) {
        return new EncryptionCapabilities(other, keyTransport, headerForm);
    }

    public EncryptionCapabilities withKeyTransport(KeyTransport other) {
        return new EncryptionCapabilities(contentEncryption, other, headerForm);
    }

    public EncryptionCapabilities withHeaderForm(HeaderForm other) {
        return new EncryptionCapabilities(contentEncryption, keyTransport, other);
    }

    /** The words of the text form that a signed message can announce: none says how header fields are shown. */
    public String announcedWords() {
        return contentEncryption.token() + " " + keyTransport.token();
    }

    /** The text form, with every word. */
    @Override
    public String toString() {
        return announcedWords() + " " + headerForm.token();
    }

    /** The weakest content encryption of all, as one message has only one. */
    static ContentEncryption contentEncryptionFor(List<SmimeRecipient> recipients) {
        return recipients.stream()
                        .anyMatch(one -> one.capabilities().contentEncryption() == ContentEncryption.AES_256_CBC)
                ? ContentEncryption.AES_256_CBC
                : ContentEncryption.AES_256_GCM;
    }

    /** The form that all can show: the wrapping only when everybody asks for it. */
    static HeaderForm headerFormFor(List<SmimeRecipient> recipients) {
        List<HeaderForm> forms = recipients.stream()
                .map(one -> one.capabilities().headerForm())
                .distinct()
                .toList();
        return forms.size() == 1 ? forms.getFirst() : HeaderForm.LEGACY_DISPLAY;
    }

    /** Removes the word that is one of the values; the first value where there is none. */
    private static <T> T take(Set<String> words, T[] values, Function<T, String> token) {
        for (T value : values) {
            if (words.remove(token.apply(value))) {
                return value;
            }
        }
        return values[0];
    }
}
