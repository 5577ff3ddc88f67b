package org.sealpost.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * A CRL (RFC 5280 section 5), by the issuer of the certificates themselves: complete, or a delta where one is asked for.
 * Indirect ones and ones for some reasons only are refused, and so is a delta in place of a complete one: read for one
 * they would let revoked certificates pass.
 */
final class RevocationList implements Perishable {

    /** A CRL of a large authority has some megabytes. */
    static final int MOST_OCTETS = 8 * 1024 * 1024;

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final int KEY_USAGE_CRL_SIGN = 6;
    private static final String ISSUING_POINT = Extension.issuingDistributionPoint.getId();
    private static final String DELTA = Extension.deltaCRLIndicator.getId();

    private final X500Principal issuer;
    private final Instant thisUpdate;
    private final Instant nextUpdate;
    private final Scope scope;
    private final Map<BigInteger, Instant> revoked;
    private final List<URI> deltas;

    private RevocationList(
            X500Principal issuer,
            Instant thisUpdate,
            Instant nextUpdate,
            Scope scope,
            Map<BigInteger, Instant> revoked,
            List<URI> deltas) {
        this.issuer = issuer;
        this.thisUpdate = thisUpdate;
        this.nextUpdate = nextUpdate;
        this.scope = scope;
        this.revoked = revoked;
        this.deltas = deltas;
    }

    /** Which certificates of the issuer it is about (RFC 5280 section 5.2.5). */
    private record Scope(boolean usersOnly, boolean authoritiesOnly, Set<String> points) {

        static final Scope ALL = new Scope(false, false, Set.of());

        boolean holds(X509Certificate certificate) {
            boolean authority = certificate.getBasicConstraints() >= 0;
            return !(usersOnly && authority)
                    && !(authoritiesOnly && !authority)
                    && (points.isEmpty()
                            || RevocationPlaces.names(certificate).stream().anyMatch(points::contains));
        }
    }

    /** What a list is told to be by whoever asks for it. */
    private enum Kind {
        /** Whoever is not in it is good. */
        COMPLETE,
        /** Only what changed since a complete one: whoever is in it is revoked, and of the others it says nothing. */
        DELTA
    }

    /**
     * Reads a complete list, DER or PEM.
     *
     * @param by whose key must have signed it
     * @throws RevocationUnknownException when it proves nothing
     */
    static RevocationList read(byte[] octets, X509Certificate by) throws RevocationUnknownException {
        return read(octets, by, Kind.COMPLETE);
    }

    /**
     * Reads a delta list, DER or PEM, for what it revokes alone: what it takes back stays revoked until the next complete
     * list, and so nothing hangs on which complete list it was made for.
     *
     * @throws RevocationUnknownException when it proves nothing
     */
    static RevocationList readDelta(byte[] octets, X509Certificate by) throws RevocationUnknownException {
        return read(octets, by, Kind.DELTA);
    }

    private static RevocationList read(byte[] octets, X509Certificate by, Kind kind) throws RevocationUnknownException {
        X509CRL list = parse(octets);
        if (!list.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            throw new RevocationUnknownException("the CRL is another authority's");
        }
        if (list.getNextUpdate() == null) {
            throw new RevocationUnknownException("the CRL does not say when the next one comes");
        }
        verify(list, by);
        Scope scope = scope(list, kind);
        Map<BigInteger, Instant> revoked = new HashMap<>();
        for (X509CRLEntry entry :
                Optional.ofNullable(list.getRevokedCertificates()).orElse(Set.of())) {
            if (entry.hasUnsupportedCriticalExtension()) {
                throw new RevocationUnknownException("an entry of the CRL is not understood");
            }
            if (kind == Kind.DELTA && entry.getRevocationReason() == CRLReason.REMOVE_FROM_CRL) {
                continue;
            }
            revoked.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant());
        }
        return new RevocationList(
                list.getIssuerX500Principal(),
                list.getThisUpdate().toInstant(),
                list.getNextUpdate().toInstant(),
                scope,
                revoked,
                RevocationPlaces.points(list.getExtensionValue(Extension.freshestCRL.getId())));
    }

    /** Parses without trusting. */
    static X509CRL parse(byte[] octets) throws RevocationUnknownException {
        if (octets.length > MOST_OCTETS) {
            throw new RevocationUnknownException("the CRL is larger than 8 MiB");
        }
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(octets);
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
            if (list == null) {
                throw new RevocationUnknownException("what came is no CRL");
            }
            return list;
        } catch (CRLException | CertificateException | RuntimeException malformed) {
            throw new RevocationUnknownException("what came is no CRL");
        }
    }

    private static void verify(X509CRL list, X509Certificate by) throws RevocationUnknownException {
        Optional<String> weak = SignatureStrength.fault(list);
        if (weak.isPresent()) {
            throw new RevocationUnknownException("the CRL is " + weak.get());
        }
        boolean @Nullable [] usage = by.getKeyUsage();
        if (usage != null && !usage[KEY_USAGE_CRL_SIGN]) {
            throw new RevocationUnknownException("the authority's key may sign no CRL");
        }
        try {
            list.verify(by.getPublicKey());
        } catch (GeneralSecurityException | RuntimeException forged) {
            throw new RevocationUnknownException("the CRL is not signed by the authority");
        }
    }

    private static Scope scope(X509CRL list, Kind kind) throws RevocationUnknownException {
        Set<String> critical = new HashSet<>(
                Optional.ofNullable(list.getCriticalExtensionOIDs()).orElse(Set.of()));
        critical.removeAll(List.of(ISSUING_POINT, Extension.authorityKeyIdentifier.getId(), DELTA));
        boolean delta = list.getExtensionValue(DELTA) != null;
        if (!critical.isEmpty() || delta != (kind == Kind.DELTA)) {
            throw new RevocationUnknownException("the CRL is of a kind that is not understood");
        }
        byte @Nullable [] value = list.getExtensionValue(ISSUING_POINT);
        if (value == null) {
            return Scope.ALL;
        }
        try {
            IssuingDistributionPoint point = IssuingDistributionPoint.getInstance(
                    ASN1OctetString.getInstance(value).getOctets());
            if (point.isIndirectCRL() || point.onlyContainsAttributeCerts() || point.getOnlySomeReasons() != null) {
                throw new RevocationUnknownException("the CRL is of a kind that is not understood");
            }
            return new Scope(
                    point.onlyContainsUserCerts(), point.onlyContainsCACerts(), points(point.getDistributionPoint()));
        } catch (IllegalArgumentException malformed) {
            throw new RevocationUnknownException("what the CRL is about cannot be read");
        }
    }

    private static Set<String> points(@Nullable DistributionPointName name) throws RevocationUnknownException {
        if (name == null) {
            return Set.of();
        }
        Set<String> points = new HashSet<>();
        if (name.getType() == DistributionPointName.FULL_NAME) {
            for (GeneralName one : GeneralNames.getInstance(name.getName()).getNames()) {
                if (one.getTagNo() == GeneralName.uniformResourceIdentifier) {
                    points.add(one.getName().toString());
                }
            }
        }
        if (points.isEmpty()) {
            throw new RevocationUnknownException("what the CRL is about cannot be read");
        }
        return points;
    }

    /**
     * What it says of a certificate of its issuer. What was revoked stays so when the list is out of date.
     *
     * @return nothing when it is not about the certificate
     */
    Optional<RevocationStatus> status(X509Certificate certificate, Instant at) {
        if (!certificate.getIssuerX500Principal().equals(issuer) || !scope.holds(certificate)) {
            return Optional.empty();
        }
        Instant when = revoked.get(certificate.getSerialNumber());
        if (when != null) {
            return Optional.of(new RevocationStatus.Revoked(when, "CRL"));
        }
        if (thisUpdate.isAfter(at.plus(CLOCK_SKEW))) {
            return Optional.of(new RevocationStatus.Unknown("the CRL is from the future"));
        }
        return Optional.of(
                isFresh(at)
                        ? new RevocationStatus.Good()
                        : new RevocationStatus.Unknown("the CRL is out of date since " + Days.of(nextUpdate)));
    }

    /** Where it says that what was revoked since is to be learnt (RFC 5280 section 5.2.6). */
    List<URI> deltas() {
        return deltas;
    }

    Instant thisUpdate() {
        return thisUpdate;
    }

    Instant nextUpdate() {
        return nextUpdate;
    }

    int size() {
        return revoked.size();
    }

    @Override
    public Instant until() {
        return nextUpdate.plus(CLOCK_SKEW);
    }

    @Override
    public int weight() {
        return 1 + revoked.size() / 8;
    }
}
