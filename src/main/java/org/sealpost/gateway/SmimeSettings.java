package org.sealpost.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.HeaderConfidentiality;
import org.sealpost.smime.SignedMessages;

/** How mail is signed and encrypted with S/MIME, {@code sealpost.smime.*}. */
@ConfigMapping(prefix = "sealpost.smime")
public interface SmimeSettings {

    /** What a practice that has a key signs; a rule may ask for more. */
    enum Signed {
        /** Nothing but what a rule asks for. */
        NEVER,
        /** What is encrypted. */
        ENCRYPTED,
        /** That, and everything else that can be signed without being changed. */
        ALWAYS
    }

    /** What is signed: {@code never}, {@code encrypted} or {@code always}. */
    @WithDefault("encrypted")
    Signed sign();

    /** What mail programs can read of which nothing is known, in the words of {@link EncryptionCapabilities}. */
    @WithDefault("aes-256-gcm rsa-oaep rfc9788")
    EncryptionCapabilities capabilities();

    /** Which header fields anybody on the way may read of an encrypted message: {@code strict}, {@code baseline}, {@code none}. */
    @WithDefault("strict")
    HeaderConfidentiality headers();

    /** What becomes of a message that its sender signed already: encrypted {@code as-it-is}, or {@code wrapped}. */
    @WithDefault("as-it-is")
    SignedMessages signedMessages();
}
