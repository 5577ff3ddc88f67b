package org.sealpost.certificate;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * Where a certificate says that its revocation can be learnt (RFC 5280 sections 4.2.1.13 and 4.2.2.1).
 *
 * @param responders of OCSP
 * @param lists complete CRLs of the issuer itself, those over HTTP first; those of other issuers or for some reasons only are
 *     passed over
 * @param deltas CRLs of what was revoked since (section 4.2.1.15)
 * @param neverRevoked whether its authority says that it gives no answer, as for certificates of a few days (RFC 9608)
 * @param named whether it names any place at all, of a kind that is asked or not
 * @param critical whether its authority forbids every use to those who do not understand that it names lists, and so who
 *     ask nobody (section 4.2)
 */
record RevocationPlaces(
        List<URI> responders,
        List<URI> lists,
        List<URI> deltas,
        boolean neverRevoked,
        boolean named,
        boolean critical) {

    /** The extension that names complete lists. */
    static final String LISTS = Extension.cRLDistributionPoints.getId();

    /** More of a kind only cost time. */
    private static final int MOST = 4;

    private static final String NO_REV_AVAIL = "2.5.29.56";

    RevocationPlaces {
        responders = List.copyOf(responders);
        lists = List.copyOf(lists);
        deltas = List.copyOf(deltas);
    }

    static RevocationPlaces of(X509Certificate certificate) {
        return new RevocationPlaces(
                AccessPlaces.of(certificate, AccessDescription.id_ad_ocsp).stream()
                        .limit(MOST)
                        .toList(),
                points(certificate.getExtensionValue(LISTS)),
                points(certificate.getExtensionValue(Extension.freshestCRL.getId())),
                certificate.getBasicConstraints() < 0 && certificate.getExtensionValue(NO_REV_AVAIL) != null,
                certificate.getExtensionValue(LISTS) != null
                        || AccessPlaces.isNamed(certificate, AccessDescription.id_ad_ocsp),
                Optional.ofNullable(certificate.getCriticalExtensionOIDs())
                        .orElse(Set.of())
                        .contains(LISTS));
    }

    /** The places in an extension of distribution points: of a certificate, or of a CRL that names its deltas. */
    static List<URI> points(byte @Nullable [] extension) {
        if (extension == null) {
            return List.of();
        }
        return names(extension).stream()
                .flatMap(name -> uri(name).stream())
                .sorted(Comparator.comparing(LdapList::isOne))
                .limit(MOST)
                .toList();
    }

    /**
     * The names of all places where a certificate says that complete CRLs of its issuer are, as it has them, though
     * nobody can be asked there: a CRL says by them which certificates it is about (section 6.3.3 (b)).
     */
    static Set<String> names(X509Certificate certificate) {
        return Optional.ofNullable(certificate.getExtensionValue(LISTS))
                .map(RevocationPlaces::names)
                .orElse(List.of())
                .stream()
                .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                .map(name -> name.getName().toString())
                .collect(Collectors.toSet());
    }

    private static List<GeneralName> names(byte[] extension) {
        List<GeneralName> names = new ArrayList<>();
        try {
            for (DistributionPoint point : CRLDistPoint.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (point.getReasons() == null
                        && point.getCRLIssuer() == null
                        && name != null
                        && name.getType() == DistributionPointName.FULL_NAME) {
                    names.addAll(Arrays.asList(
                            GeneralNames.getInstance(name.getName()).getNames()));
                }
            }
        } catch (IllegalArgumentException malformed) {
            // What was read so far may be asked; what cannot be read cannot.
            return names;
        }
        return names;
    }

    private static Optional<URI> uri(GeneralName name) {
        return AccessPlaces.anyUri(name)
                // A directory without a host is the reader's own (RFC 4516 section 2), which nobody has here.
                .filter(one -> !LdapList.isOne(one) || one.getHost() != null)
                .filter(one -> !"ldaps".equalsIgnoreCase(one.getScheme()));
    }
}
