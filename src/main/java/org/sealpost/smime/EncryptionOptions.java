package org.sealpost.smime;

import java.util.Optional;

/**
 * What the sender's side wants of an encrypted message, whoever the recipients are.
 *
 * @param signer signs before encrypting; without one, nothing says who sent the message, and AES-256-CBC is refused
 * @param confidentiality which header fields stay readable outside
 * @param signedMessages what becomes of a message that is signed already
 */
public record EncryptionOptions(
        Optional<SmimeSigner> signer, HeaderConfidentiality confidentiality, SignedMessages signedMessages) {

    /** Unsigned, with as few fields outside as mail allows. */
    public static final EncryptionOptions DEFAULT =
            new EncryptionOptions(Optional.empty(), HeaderConfidentiality.STRICT, SignedMessages.AS_IT_IS);

    public EncryptionOptions signedBy(SmimeSigner one) {
        return new EncryptionOptions(Optional.of(one), confidentiality, signedMessages);
    }

    public EncryptionOptions with(HeaderConfidentiality other) {
        return new EncryptionOptions(signer, other, signedMessages);
    }

    public EncryptionOptions with(SignedMessages other) {
        return new EncryptionOptions(signer, confidentiality, other);
    }
}
