package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which certificates Sealpost knows. A certificate stands by the SHA-256 of its octets, hex. */
public sealed interface CertificateEvent extends EventData {

    /**
     * A certificate is known from now on.
     *
     * @param addresses that it names
     * @param trusted whether it may be used
     * @param pinned trusted by the word of {@code by} instead of an authority's
     * @param source {@code imported}, or {@code harvested} from mail that it signed
     */
    record Added(
            String fingerprint,
            List<Pseudonym> addresses,
            boolean trusted,
            boolean pinned,
            Instant notAfter,
            Actor by,
            Optional<String> source)
            implements CertificateEvent {
        public Added {
            addresses = List.copyOf(addresses);
        }

        /** By a person. */
        public Added(
                String fingerprint,
                List<Pseudonym> addresses,
                boolean trusted,
                boolean pinned,
                Instant notAfter,
                Actor by) {
            this(fingerprint, addresses, trusted, pinned, notAfter, by, Optional.of("imported"));
        }
    }

    /**
     * Mail was signed with another key than the one that is known for its sender and valid. The new one is not used
     * before a person confirms it.
     *
     * @param known the certificate with the known key
     */
    record KeyChanged(String fingerprint, String known, List<Pseudonym> addresses, Actor by)
            implements CertificateEvent {
        public KeyChanged {
            addresses = List.copyOf(addresses);
        }
    }

    /** A person looked at one that had come by mail, and answers for it. */
    record Confirmed(String fingerprint, List<Pseudonym> addresses, Actor by) implements CertificateEvent {
        public Confirmed {
            addresses = List.copyOf(addresses);
        }
    }

    /** It is no longer used. */
    record Revoked(String fingerprint, List<Pseudonym> addresses, String reason, Actor by) implements CertificateEvent {
        public Revoked {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * It will expire soon.
     *
     * @param days how many days ahead this alarm is raised, at most: 30, 14 or 3
     * @param renewed whether a later certificate is on record for every address that it names, or of the authority's name
     * @param bundle in which an authority is trusted, or the setting of the file in which it is trusted for every practice; absent
     *     for a recipient's certificate
     */
    record Expiring(
            String fingerprint,
            List<Pseudonym> addresses,
            Instant notAfter,
            int days,
            boolean renewed,
            Optional<String> bundle)
            implements CertificateEvent {
        public Expiring {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * An authority's word counts for the practice from now on.
     *
     * @param bundle what people call those that belong together
     * @param revocation how strictly revocation is asked for under it; absent to do as the setting says
     */
    record AnchorAdded(String fingerprint, String bundle, Optional<String> revocation, Instant notAfter, Actor by)
            implements CertificateEvent {}

    /** Its word counts no more. */
    record AnchorRemoved(String fingerprint, String bundle, Actor by) implements CertificateEvent {}

    /**
     * The practice was given a CRL.
     *
     * @param fingerprint of the authority that signed it
     * @param entries how many certificates it revokes
     */
    record ListAdded(String fingerprint, Instant thisUpdate, Instant nextUpdate, int entries, Actor by)
            implements CertificateEvent {}

    /**
     * What a mail program can read was set, learnt or forgotten; one of the three that it is for is there.
     *
     * @param capabilities empty when nothing is known from now on
     */
    record CapabilitiesChanged(
            Optional<String> certificate,
            Optional<Pseudonym> address,
            Optional<String> domain,
            Optional<String> capabilities,
            Actor by)
            implements CertificateEvent {}
}
