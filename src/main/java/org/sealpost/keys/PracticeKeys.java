package org.sealpost.keys;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.smime.SmimeIdentity;

/**
 * The keys with which a practice signs and decrypts. It answers from memory, which is looked at anew once a second.
 *
 * <p>Guarantee: a key is used for its own practice only, and for nothing that its certificate does not allow. Not
 * promised: that the practice may send as {@code sender}; whoever asks has checked that.
 */
@Singleton
public final class PracticeKeys {

    /** Of several that may be used, the one that came last: whoever rotates wants the new one. */
    private static final Comparator<KeyInUse> NEWEST =
            Comparator.comparing(KeyInUse::activeFrom).thenComparing(KeyInUse::id);

    private final KeysInUse keys;

    PracticeKeys(KeysInUse keys) {
        this.keys = keys;
    }

    /**
     * What signs mail of that sender: the sender's own key, else that of the domain, else that of the whole practice. One
     * whose certificate is not valid now does not sign, for nobody would believe it.
     *
     * @return absent when nothing is to be signed
     * @throws IllegalStateException when the database is away and the keys were not read yet
     */
    public Optional<SmimeIdentity> signing(PracticeId practice, Mailbox sender) {
        return best(practice, sender, KeyInUse::signs).map(KeyInUse::identity);
    }

    /**
     * Everything that opens mail to the practice: what is in use, what will be, and what was retired and still decrypts.
     * A certificate that expired is no obstacle: mail that was encrypted for it still wants to be read; nor is one that was
     * renewed, since its key is the same.
     *
     * @return one for each certificate of each key, the newest key first
     * @throws IllegalStateException when the database is away and the keys were not read yet
     */
    public List<SmimeIdentity> decryption(PracticeId practice) {
        Instant now = Instant.now();
        return keys.of(practice).stream()
                .filter(key -> !key.isAway() && key.isKept(now))
                .sorted(NEWEST.reversed())
                .flatMap(KeyInUse::decrypting)
                .toList();
    }

    /**
     * The same, of those keys alone that are for every one of the recipients: what was encrypted for one mailbox is not
     * opened for another, whoever sends it there once more. Those that do not open now are among them, each as an
     * {@link org.sealpost.smime.AwayKey}.
     */
    public List<SmimeIdentity> decryption(PracticeId practice, Collection<Mailbox> recipients) {
        Instant now = Instant.now();
        return keys.of(practice).stream()
                .filter(key -> key.isKept(now))
                .filter(key -> recipients.stream()
                        .allMatch(one -> KeyOwner.candidates(one).contains(key.owner())))
                .sorted(NEWEST.reversed())
                .flatMap(KeyInUse::decrypting)
                .toList();
    }

    /**
     * The certificate for which correspondents shall encrypt mail to that sender, found as {@link #signing} finds a key.
     * It may be of another key than the one that signs.
     *
     * @throws IllegalStateException when the database is away and the keys were not read yet
     */
    public Optional<X509Certificate> encryption(PracticeId practice, Mailbox sender) {
        return best(practice, sender, KeyInUse::decrypts)
                .map(key -> key.identity().certificate());
    }

    private Optional<KeyInUse> best(PracticeId practice, Mailbox sender, Predicate<KeyInUse> use) {
        Instant now = Instant.now();
        List<KeyInUse> usable = keys.of(practice).stream()
                .filter(key -> !key.isAway() && use.test(key) && key.isActive(now) && key.isCertified(now))
                .toList();
        for (KeyOwner owner : KeyOwner.candidates(sender)) {
            Optional<KeyInUse> found =
                    usable.stream().filter(key -> key.owner().equals(owner)).max(NEWEST);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
