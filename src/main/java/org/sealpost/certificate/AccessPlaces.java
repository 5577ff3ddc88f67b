package org.sealpost.certificate;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** Where a certificate says that its authority is to be asked for something (RFC 5280 section 4.2.2.1). */
final class AccessPlaces {

    private AccessPlaces() {}

    /** Those for one purpose, in their order. */
    static List<URI> of(X509Certificate certificate, ASN1ObjectIdentifier purpose) {
        return access(certificate).stream()
                .filter(one -> purpose.equals(one.getAccessMethod()))
                .flatMap(one -> uri(one.getAccessLocation()).stream())
                .toList();
    }

    /** Whether it names any, of a kind that is asked or not. */
    static boolean isNamed(X509Certificate certificate, ASN1ObjectIdentifier purpose) {
        return access(certificate).stream().anyMatch(one -> purpose.equals(one.getAccessMethod()));
    }

    /** Whatever a URI's scheme is: which ones are asked is the guard's decision. LDAP is asked for CRLs alone. */
    private static Optional<URI> uri(GeneralName name) {
        return anyUri(name)
                .filter(one -> !LdapList.isOne(one))
                .filter(one -> !"ldaps".equalsIgnoreCase(one.getScheme()));
    }

    /** Of every scheme. */
    static Optional<URI> anyUri(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(name.getName().toString()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static List<AccessDescription> access(X509Certificate certificate) {
        byte @Nullable [] value = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        if (value == null) {
            return List.of();
        }
        try {
            return Arrays.asList(AuthorityInformationAccess.getInstance(
                            ASN1OctetString.getInstance(value).getOctets())
                    .getAccessDescriptions());
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
