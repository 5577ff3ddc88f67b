package org.sealpost.certificate;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param lists complete CRLs of the issuer itself; those of other issuers or for some reasons only are passed over
 * @param neverRevoked whether its authority says that it gives no answer, as for certificates of a few days (RFC 9608)
 * @param named whether it names any place at all, of a kind that is asked or not
 */
record RevocationPlaces(List<URI> responders, List<URI> lists, boolean neverRevoked, boolean named) {

    /** More of a kind only cost time. */
    private static final int MOST = 4;

    private static final String NO_REV_AVAIL = "2.5.29.56";

    RevocationPlaces {
        responders = List.copyOf(responders);
        lists = List.copyOf(lists);
    }

    static RevocationPlaces of(X509Certificate certificate) {
        return new RevocationPlaces(
                AccessPlaces.of(certificate, AccessDescription.id_ad_ocsp).stream()
                        .limit(MOST)
                        .toList(),
                lists(certificate),
                certificate.getBasicConstraints() < 0 && certificate.getExtensionValue(NO_REV_AVAIL) != null,
                certificate.getExtensionValue(Extension.cRLDistributionPoints.getId()) != null
                        || AccessPlaces.isNamed(certificate, AccessDescription.id_ad_ocsp));
    }

    private static List<URI> lists(X509Certificate certificate) {
        List<URI> lists = new ArrayList<>();
        try {
            DistributionPoint[] points = extension(certificate, Extension.cRLDistributionPoints.getId())
                    .map(value -> CRLDistPoint.getInstance(value.getOctets()).getDistributionPoints())
                    .orElse(new DistributionPoint[0]);
            for (DistributionPoint point : points) {
                DistributionPointName name = point.getDistributionPoint();
                if (point.getReasons() == null
                        && point.getCRLIssuer() == null
                        && name != null
                        && name.getType() == DistributionPointName.FULL_NAME) {
                    for (GeneralName one :
                            GeneralNames.getInstance(name.getName()).getNames()) {
                        AccessPlaces.uri(one).ifPresent(lists::add);
                    }
                }
            }
        } catch (IllegalArgumentException malformed) {
            // What was read so far may be asked; what cannot be read cannot.
            return lists;
        }
        return lists.stream().limit(MOST).toList();
    }

    private static Optional<ASN1OctetString> extension(X509Certificate certificate, String which) {
        byte @Nullable [] value = certificate.getExtensionValue(which);
        return Optional.ofNullable(value).map(ASN1OctetString::getInstance);
    }
}
