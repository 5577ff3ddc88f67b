package org.sealpost.certificate;

import java.time.Instant;
import java.util.Optional;

/** Who brought a certificate. It says how far its key may differ from one that is known, not whether it is trusted. */
sealed interface CertificateOrigin {

    /** A person added it, or looked at it and confirmed it. */
    record Person() implements CertificateOrigin {}

    /**
     * It came with signed mail, and no person looked at it since.
     *
     * @param vouched by what the signature answers for it; absent for one that merely lay beside
     */
    record Harvested(Instant since, Optional<Vouched> vouched) implements CertificateOrigin {}

    /**
     * It was found outside and is not on record.
     *
     * @param place in words, such as {@code the LDAP server ldap.example.org}
     * @param mayBeForDomain whether certificates there may be an organization's, for every mailbox of its domain
     */
    record Found(String place, boolean mayBeForDomain) implements CertificateOrigin {}

    /** For a decision's reasons; says nothing of the address. */
    default String sentence() {
        return switch (this) {
            case Person ignored -> "on record";
            case Harvested ignored -> "on record, from mail that it signed";
            case Found found -> "found in " + found.place();
        };
    }
}
