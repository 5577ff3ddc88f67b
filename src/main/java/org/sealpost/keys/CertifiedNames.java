package org.sealpost.keys;

import java.io.IOException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.sealpost.mail.Domain;

/** The names (subjectAltName) by which a correspondent's program tells whose mail a certificate's key is for. */
record CertifiedNames(List<GeneralName> names) {

    /** Of what nobody else reads. */
    static final CertifiedNames NONE = new CertifiedNames(List.of());

    CertifiedNames {
        names = List.copyOf(names);
    }

    /**
     * An address as rfc822Name; a domain as Direct Project's organisations are named, by dNSName; a whole practice by each
     * of its domains.
     *
     * @param domains of the practice
     */
    static CertifiedNames of(KeyOwner owner, Collection<Domain> domains) {
        if (owner.isPractice()) {
            return new CertifiedNames(domains.stream()
                    .map(Domain::toAscii)
                    .sorted()
                    .map(domain -> new GeneralName(GeneralName.dNSName, domain))
                    .toList());
        }
        int kind = owner.isAddress() ? GeneralName.rfc822Name : GeneralName.dNSName;
        return new CertifiedNames(List.of(new GeneralName(kind, owner.value())));
    }

    /**
     * Whether an authority's name constraints let it certify them (RFC 5280 section 4.2.1.10). A domain stands for
     * every address at it, though constraints of addresses do not bind the name of a host.
     */
    boolean arePermittedBy(X509Certificate authority) {
        X509CertSelector above = new X509CertSelector();
        try {
            for (GeneralName name : names) {
                String text = name.getName().toString();
                above.addPathToName(
                        GeneralName.rfc822Name, name.getTagNo() == GeneralName.rfc822Name ? text : "any@" + text);
            }
        } catch (IOException noName) {
            return false;
        }
        return above.match(authority);
    }

    /** As it stands in the certificate; absent without a name, for an empty one is not allowed (RFC 5280 section 4.2.1.6). */
    Optional<GeneralNames> extension() {
        return names.isEmpty() ? Optional.empty() : Optional.of(new GeneralNames(names.toArray(GeneralName[]::new)));
    }
}
