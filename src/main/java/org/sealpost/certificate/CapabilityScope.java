package org.sealpost.certificate;

import java.util.Locale;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;

/**
 * For whom encryption capabilities are set.
 *
 * @param kind of what
 * @param name a fingerprint, a mailbox in lower case, or a domain
 */
public record CapabilityScope(Kind kind, String name) {

    /** From the narrowest to the widest; the narrowest counts. */
    public enum Kind {
        CERTIFICATE,
        ADDRESS,
        DOMAIN,
        /** Of an address, by what its own signed mail said; anything that an operator set counts more. */
        LEARNT;

        /** As it is stored, such as {@code domain}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For one certificate, whoever's. */
    public static CapabilityScope of(Fingerprint fingerprint) {
        return new CapabilityScope(Kind.CERTIFICATE, fingerprint.value());
    }

    /** For one mailbox. */
    public static CapabilityScope of(Mailbox mailbox) {
        return new CapabilityScope(Kind.ADDRESS, mailbox.lookupKey());
    }

    /** For every mailbox of a domain. */
    public static CapabilityScope of(Domain domain) {
        return new CapabilityScope(Kind.DOMAIN, domain.toAscii());
    }

    /** What a mailbox' own mail said. */
    static CapabilityScope learntOf(Mailbox mailbox) {
        return new CapabilityScope(Kind.LEARNT, mailbox.lookupKey());
    }

    /** Without the name, which may be an address. */
    @Override
    public String toString() {
        return "capabilities of a " + kind.key();
    }
}
