package org.sealpost.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A way of being written to that a patient can agree to, and the levels of protection that it allows. */
public enum ConsentChannel {
    /** The patient was warned of the risk and prefers ordinary mail (78 FR 5634), however well it travels. */
    UNENCRYPTED("unencrypted", "ordinary mail", EnumSet.of(Protection.PLAIN, Protection.TLS, Protection.VERIFIED_TLS)),
    TLS("tls", "verified TLS", EnumSet.of(Protection.VERIFIED_TLS)),
    SMIME("smime", "S/MIME", EnumSet.of(Protection.SMIME)),
    PORTAL("portal", "the portal", EnumSet.of(Protection.PORTAL));

    private final String key;
    private final String words;
    private final Set<Protection> allows;

    ConsentChannel(String key, String words, Set<Protection> allows) {
        this.key = key;
        this.words = words;
        this.allows = Set.copyOf(allows);
    }

    /** The name in patients' files, rules and the API. */
    public String key() {
        return key;
    }

    /** The name in a sentence for people. */
    public String words() {
        return words;
    }

    /** The levels that this channel allows. */
    public Set<Protection> allows() {
        return allows;
    }

    /** The channel of that key. */
    public static Optional<ConsentChannel> parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(channel -> channel.key.equals(wanted))
                .findFirst();
    }

    /** The keys. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(ConsentChannel::key).toList();
    }
}
