package org.sealpost.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.xbill.DNS.SMIMEARecord;

/**
 * What a domain says of one certificate of a mailbox (RFC 8162 section 2, with the fields of RFC 6698 section 2.1).
 *
 * @param data the certificate, its key, or a digest of one of them
 */
record SmimeaRecord(Usage usage, Selector selector, Matching matching, byte[] data) {

    /** What the record is about, in the order of its numbers. */
    enum Usage {
        PKIX_TA,
        PKIX_EE,
        DANE_TA,
        DANE_EE;

        /** Whether it is about an authority above the mailbox' certificate. */
        boolean isOfAuthority() {
            return this == PKIX_TA || this == DANE_TA;
        }
    }

    /** What of the certificate the data is of, in the order of its numbers. */
    enum Selector {
        CERTIFICATE,
        KEY
    }

    /** How the data stands for it, in the order of its numbers. */
    enum Matching {
        WHOLE,
        SHA256,
        SHA512
    }

    /** The record, if its numbers are known; else it says nothing (RFC 6698 section 4.1). */
    static Optional<SmimeaRecord> of(SMIMEARecord record) {
        int usage = record.getCertificateUsage();
        int selector = record.getSelector();
        int matching = record.getMatchingType();
        if (usage >= Usage.values().length
                || selector >= Selector.values().length
                || matching >= Matching.values().length) {
            return Optional.empty();
        }
        return Optional.of(new SmimeaRecord(
                Usage.values()[usage],
                Selector.values()[selector],
                Matching.values()[matching],
                record.getCertificateAssociationData()));
    }

    /** Whether the data is a whole certificate. */
    boolean holdsCertificate() {
        return selector == Selector.CERTIFICATE && matching == Matching.WHOLE;
    }

    /** Whether it is about exactly that certificate or its key. */
    boolean matches(X509Certificate certificate) {
        try {
            byte[] selected = switch (selector) {
                case CERTIFICATE -> certificate.getEncoded();
                case KEY -> certificate.getPublicKey().getEncoded();
            };
            byte[] stands = switch (matching) {
                case WHOLE -> selected;
                case SHA256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case SHA512 -> MessageDigest.getInstance("SHA-512").digest(selected);
            };
            return MessageDigest.isEqual(stands, data);
        } catch (CertificateEncodingException | NoSuchAlgorithmException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }
}
