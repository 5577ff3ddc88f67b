package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** A message asks for each of its addresses half a dozen times. */
    private static final int MOST_KNOWN = 10_000;

    private final SecretKey key;
    private final AddressMemory memory;
    private final Map<Known, Pseudonym> known = new ConcurrentHashMap<>();

    private record Known(PracticeId practice, String address) {}

    /**
     * @param key 256 bits; with another key every address gets another pseudonym
     * @param memory is told of each address that is asked for to be written into an event
     */
    public Pseudonyms(SecretKey key, AddressMemory memory) {
        this.key = key;
        this.memory = memory;
    }

    /** The pseudonym of an address. It waits for nothing. */
    public Pseudonym of(PracticeId practice, Mailbox mailbox) {
        Pseudonym pseudonym = withoutRemembering(practice, mailbox);
        memory.remember(practice, pseudonym, mailbox);
        return pseudonym;
    }

    /**
     * The pseudonym of an address that is only looked at. Staff do not see it by this: an address that was deleted stays
     * deleted.
     */
    public Pseudonym withoutRemembering(PracticeId practice, Mailbox mailbox) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(new Known(practice, mailbox.lookupKey()), one -> new Pseudonym(hex(one)));
    }

    private String hex(Known one) {
        return HexFormat.of().formatHex(digest(one.practice(), one.address()), 0, OCTETS);
    }

    private byte[] digest(PracticeId practice, String address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(practice.value().getBytes(StandardCharsets.UTF_8));
            // A practice's id has no NUL, so no pair of practice and address can be read as another.
            mac.update((byte) 0);
            return mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the pseudonym key cannot be used with HMAC-SHA-256", unusable);
        }
    }
}
