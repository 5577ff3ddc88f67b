package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Makes pseudonyms of addresses: the first 128 bits of HMAC-SHA-256 over the practice and the address in lower case.
 * Whoever has the key can test whether a guessed address has a given pseudonym; without it nobody can.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OCTETS = 16;

    private final SecretKey key;
    private final AddressMemory memory;

    /**
     * @param key 256 bits; with another key every address gets another pseudonym
     * @param memory is told of each address that is asked for
     */
    public Pseudonyms(SecretKey key, AddressMemory memory) {
        this.key = key;
        this.memory = memory;
    }

    /** The pseudonym of an address. It waits for nothing. */
    public Pseudonym of(PracticeId practice, Mailbox mailbox) {
        Pseudonym pseudonym = new Pseudonym(HexFormat.of().formatHex(digest(practice, mailbox), 0, OCTETS));
        memory.remember(practice, pseudonym, mailbox);
        return pseudonym;
    }

    private byte[] digest(PracticeId practice, Mailbox mailbox) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(practice.value().getBytes(StandardCharsets.UTF_8));
            // A practice's id has no NUL, so no pair of practice and address can be read as another.
            mac.update((byte) 0);
            return mac.doFinal(mailbox.lookupKey().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the pseudonym key cannot be used with HMAC-SHA-256", unusable);
        }
    }
}
