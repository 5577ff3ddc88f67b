package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How rules want a message to be signed and encrypted, where it is. Says nothing about whether it is encrypted: that is
 * protection's matter.
 *
 * @param capabilities words for what the recipient's mail program can read, of each {@link #KINDS kind} one at most;
 *     none means what is known of the recipient, else the defaults
 * @param signed whether the practice signs, also what is not encrypted
 * @param certificateSources where the recipient's certificate is looked for, in that order; none means the setting's
 */
public record SmimeForm(List<String> capabilities, boolean signed, List<String> certificateSources) {

    /** What rules can say of a mail program, one word out of each of these (RFC 8551, RFC 4055, RFC 9788). */
    public static final List<List<String>> KINDS = List.of(
            List.of("aes-256-gcm", "aes-256-cbc"),
            List.of("rsa-oaep", "rsa-pkcs1"),
            List.of("rfc9788", "legacy-display", "message-rfc822"));

    /** Where certificates can be looked for. */
    public static final List<String> SOURCES = List.of("directory", "ldap", "smimea", "cert", "direct-ldap");

    /** As it is known or set elsewhere. */
    public static final SmimeForm DEFAULT = new SmimeForm(List.of(), false, List.of());

    public SmimeForm {
        capabilities = List.copyOf(capabilities);
        certificateSources = List.copyOf(certificateSources);
    }

    /**
     * This, completed by what another rule says. Of two words of one kind the one counts that stands first there: for the
     * encryption that is the stronger one.
     */
    SmimeForm and(SmimeForm later) {
        Map<Integer, String> words = new TreeMap<>();
        Stream.concat(capabilities.stream(), later.capabilities.stream()).forEach(word -> {
            int kind = kind(word).orElseThrow();
            words.merge(kind, word, (one, other) -> earlier(KINDS.get(kind), one, other));
        });
        return new SmimeForm(
                new ArrayList<>(words.values()),
                signed || later.signed,
                certificateSources.isEmpty() ? later.certificateSources : certificateSources);
    }

    private static String earlier(List<String> kind, String one, String other) {
        return kind.indexOf(one) <= kind.indexOf(other) ? one : other;
    }

    /** The number of the word's kind; nothing when it is no such word. */
    static Optional<Integer> kind(String word) {
        for (int kind = 0; kind < KINDS.size(); kind++) {
            if (KINDS.get(kind).contains(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
