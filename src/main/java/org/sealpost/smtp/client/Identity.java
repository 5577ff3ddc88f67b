package org.sealpost.smtp.client;

import java.util.List;
import java.util.Set;

/**
 * How a next hop can prove who it is. Who named it decides: what the operator wrote down is known to be right, what
 * unsigned DNS says is not.
 */
public sealed interface Identity {

    /** The operator named the host: a path to a trust anchor (PKIX) and that name. */
    record OwnName() implements Identity {}

    /**
     * PKIX and one of the names that the operator wrote down for the recipient's domain.
     *
     * @param least what the connection must be even if it proves none of them
     */
    record OperatorNames(Set<String> names, TlsLevel least) implements Identity {
        public OperatorNames {
            names = Set.copyOf(names);
        }
    }

    /** The domain's MTA-STS policy, in force, lists the host: PKIX and the host's name as a DNS-ID (RFC 8461 section 4.2). */
    record PolicyHost() implements Identity {}

    /**
     * Signed DNS says what its certificate is (RFC 7672).
     *
     * @param records at least one that is usable
     * @param names any of which a certificate issued by a DANE-TA must name (section 3.2.2)
     */
    record Dane(List<Tlsa> records, Set<String> names) implements Identity {
        public Dane {
            records = List.copyOf(records);
            names = Set.copyOf(names);
        }
    }

    /**
     * Nothing it shows proves anything.
     *
     * @param why such as "the name comes from unsigned DNS"
     * @param least what the connection must be all the same
     */
    record Unprovable(String why, TlsLevel least) implements Identity {}

    /** It must not be connected to at all, such as a host that the domain's MTA-STS policy does not list. */
    record Forbidden(String why) implements Identity {}

    /**
     * What it must prove cannot be said now, so it is not connected to now.
     *
     * @param why such as a DNS time-out
     */
    record Unknown(String why) implements Identity {}

    /**
     * What a connection must at least be, whatever was asked for: a domain that publishes how its servers prove themselves
     * asks never to be sent to without (RFC 7672 section 2.2, RFC 8461 section 5).
     */
    default TlsLevel least() {
        return switch (this) {
            case OwnName own -> TlsLevel.NONE;
            case OperatorNames names -> names.least();
            case PolicyHost listed -> TlsLevel.VERIFIED;
            case Dane dane -> TlsLevel.VERIFIED;
            case Unprovable unprovable -> unprovable.least();
            case Forbidden forbidden -> TlsLevel.VERIFIED;
            case Unknown unknown -> TlsLevel.VERIFIED;
        };
    }

    /** Whether a connection to it could prove it. What cannot be said now might. */
    default boolean isProvable() {
        return switch (this) {
            case OwnName own -> true;
            case OperatorNames names -> true;
            case PolicyHost listed -> true;
            case Dane dane -> true;
            case Unknown unknown -> true;
            case Unprovable unprovable -> false;
            case Forbidden forbidden -> false;
        };
    }
}
