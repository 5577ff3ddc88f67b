package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.mail.Characters;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.TimeOrderedUuid;

/** The authorities whose word counts for a practice, and the CRLs that it was given. Every change is an event. */
@ApplicationScoped
public class TrustDirectory {

    private static final int MOST_BUNDLE = 60;

    private final StoredAnchors anchors;
    private final StoredLists lists;
    private final StoredCertificates certificates;
    private final StoredTrust trust;
    private final AuditLog audit;

    TrustDirectory(
            StoredAnchors anchors,
            StoredLists lists,
            StoredCertificates certificates,
            StoredTrust trust,
            AuditLog audit) {
        this.anchors = anchors;
        this.lists = lists;
        this.certificates = certificates;
        this.trust = trust;
        this.audit = audit;
    }

    /** The practice's own anchors; those of the installation are not among them. */
    @Transactional
    public List<TrustAnchorRecord> anchors(PracticeId practice) {
        return anchors.of(practice).stream().map(StoredAnchor::shown).toList();
    }

    /**
     * Trusts the authorities of a PEM text, all or none. One that was trusted before is afterwards of this bundle and
     * this policy.
     *
     * @param bundle what people call those that belong together
     * @param revocation how strictly revocation is asked for under them; absent to do as the setting says
     * @throws CertificateRefusedException in one sentence, when the text holds anything but authorities of today
     */
    @Transactional(rollbackOn = CertificateRefusedException.class)
    public List<TrustAnchorRecord> addAnchors(
            PracticeId practice, String pem, String bundle, Optional<RevocationPolicy> revocation, Actor by)
            throws CertificateRefusedException {
        String name = bundle.strip();
        if (name.isEmpty() || name.length() > MOST_BUNDLE || Characters.haveControl(name)) {
            throw new CertificateRefusedException("The bundle's name is none: give one of 1 to 60 characters.");
        }
        Instant now = Instant.now();
        List<X509Certificate> authorities = CertificateFile.parse(pem);
        for (X509Certificate authority : authorities) {
            check(authority, now);
        }
        anchors.lock(practice);
        List<StoredAnchor> rows = new ArrayList<>();
        for (X509Certificate authority : authorities) {
            Optional<StoredAnchor> known = anchors.of(practice, Fingerprint.of(authority));
            StoredAnchor row = known.orElseGet(() -> new StoredAnchor(practice, authority, now, by.id()));
            boolean same =
                    known.isPresent() && row.bundle.equals(name) && row.policy().equals(revocation);
            row.bundle = name;
            row.revocation = revocation.map(RevocationPolicy::key).orElse(null);
            if (known.isEmpty()) {
                anchors.persist(row);
            }
            if (!same) {
                append(
                        practice,
                        new CertificateEvent.AnchorAdded(
                                row.fingerprint, name, Optional.ofNullable(row.revocation), row.notAfter, by));
            }
            rows.add(row);
        }
        anchors.flush();
        trust.forget(practice);
        return rows.stream().map(StoredAnchor::shown).toList();
    }

    private static void check(X509Certificate authority, Instant now) throws CertificateRefusedException {
        TrustedAuthority.check(authority);
        if (now.isAfter(authority.getNotAfter().toInstant())) {
            throw new CertificateRefusedException("The file holds an authority that expired on "
                    + Days.of(authority.getNotAfter().toInstant()) + ": send one of today.");
        }
    }

    /**
     * Trusts no longer, within a second on every replica.
     *
     * @param which a fingerprint, or the name of a bundle to remove all of it
     * @return what was removed; nothing when there is no such anchor
     */
    @Transactional
    public List<TrustAnchorRecord> removeAnchors(PracticeId practice, String which, Actor by) {
        anchors.lock(practice);
        List<StoredAnchor> rows = anchors.of(practice).stream()
                .filter(row -> row.bundle.equals(which) || isFingerprint(row, which))
                .toList();
        rows.forEach(row -> {
            anchors.delete(row);
            append(practice, new CertificateEvent.AnchorRemoved(row.fingerprint, row.bundle, by));
        });
        anchors.flush();
        trust.forget(practice);
        return rows.stream().map(StoredAnchor::shown).toList();
    }

    private static boolean isFingerprint(StoredAnchor row, String text) {
        try {
            return row.fingerprint.equals(Fingerprint.parse(text).value());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** The CRLs that the practice was given. */
    @Transactional
    public List<RevocationListRecord> lists(PracticeId practice) {
        return lists.of(practice).stream().map(StoredList::shown).toList();
    }

    /**
     * Takes a CRL, DER or PEM, of an authority that the practice trusts or knows. It replaces an older one of the same
     * authority and key: what the key signed that the authority had before stays.
     *
     * @throws CertificateRefusedException in one sentence, when it proves nothing or is older than the one on record
     */
    @Transactional(rollbackOn = CertificateRefusedException.class)
    public RevocationListRecord addList(PracticeId practice, byte[] octets, Actor by)
            throws CertificateRefusedException {
        try {
            X509CRL parsed = RevocationList.parse(octets);
            anchors.lock(practice);
            X509Certificate signer = signer(practice, parsed, octets);
            RevocationList list = RevocationList.read(octets, signer);
            byte[] scope = Optional.ofNullable(parsed.getExtensionValue(Extension.issuingDistributionPoint.getId()))
                    .orElseGet(() -> new byte[0]);
            String issuer = parsed.getIssuerX500Principal().getName();
            Optional<StoredList> known = lists.of(practice).stream()
                    .filter(row -> row.issuer.equals(issuer) && Arrays.equals(row.scope, scope))
                    .filter(row -> isSignedBy(row, signer))
                    .findFirst();
            if (known.filter(row -> row.thisUpdate.isAfter(list.thisUpdate())).isPresent()) {
                throw new CertificateRefusedException(
                        "The CRL is older than the one on record: send the newest of this authority.");
            }
            StoredList row = row(practice, list, signer, by);
            row.issuer = issuer;
            row.scope = scope;
            row.der = parsed.getEncoded();
            known.ifPresent(lists::delete);
            lists.flush();
            lists.persist(row);
            lists.flush();
            append(
                    practice,
                    new CertificateEvent.ListAdded(row.signer, row.thisUpdate, row.nextUpdate, row.entries, by));
            trust.forget(practice);
            return row.shown();
        } catch (RevocationUnknownException proves) {
            throw new CertificateRefusedException("The CRL is refused: " + proves.why() + ".");
        } catch (CRLException unreadable) {
            throw new CertificateRefusedException("The CRL cannot be read: send DER or PEM.");
        }
    }

    private static StoredList row(PracticeId practice, RevocationList list, X509Certificate signer, Actor by) {
        StoredList row = new StoredList();
        row.id = TimeOrderedUuid.next();
        row.practice = practice.value();
        row.signer = Fingerprint.of(signer).value();
        row.thisUpdate = list.thisUpdate();
        row.nextUpdate = list.nextUpdate();
        row.entries = list.size();
        row.addedAt = Instant.now();
        row.addedBy = by.id();
        return row;
    }

    /** Whose key signed it, of the authorities of that name. */
    private X509Certificate signer(PracticeId practice, X509CRL list, byte[] octets)
            throws CertificateRefusedException, RevocationUnknownException {
        List<X509Certificate> named = Stream.concat(
                        trust.of(practice).anchors().named(list.getIssuerX500Principal()).stream()
                                .map(TrustedAuthority::certificate),
                        certificates.authorities(practice).stream()
                                .map(StoredCertificate::certificate)
                                .filter(one -> one.getSubjectX500Principal().equals(list.getIssuerX500Principal())))
                .toList();
        if (named.isEmpty()) {
            throw new CertificateRefusedException(
                    "The CRL is one of an authority that the practice does not know: add or import its certificate.");
        }
        return first(named, octets);
    }

    /** By its key, under whichever of its certificates. */
    /** Of one that is damaged only the row says so: a new one takes its place. */
    private static boolean isSignedBy(StoredList row, X509Certificate signer) {
        if (row.signer.equals(Fingerprint.of(signer).value())) {
            return true;
        }
        try {
            RevocationList.read(row.der, signer);
            return true;
        } catch (RevocationUnknownException otherKey) {
            return false;
        }
    }

    private static X509Certificate first(Collection<X509Certificate> named, byte[] octets)
            throws RevocationUnknownException {
        RevocationUnknownException last = new RevocationUnknownException("nobody signed it");
        for (X509Certificate one : named) {
            try {
                RevocationList.read(octets, one);
                return one;
            } catch (RevocationUnknownException otherKey) {
                last = otherKey;
            }
        }
        throw last;
    }

    private void append(PracticeId practice, CertificateEvent event) {
        audit.append(List.of(AuditEvent.of(practice, event)));
    }
}
