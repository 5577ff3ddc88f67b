package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Gives the plain parts of this feature to those that Quarkus makes. */
@ApplicationScoped
class CertificateBeans {

    @Produces
    @Singleton
    CertificateCheck check(CertificateSettings settings) {
        return new CertificateCheck(settings.trust().map(CertificateBeans::read).orElseGet(TrustAnchors::none));
    }

    @Produces
    @Singleton
    OutsideCertificates outside(CertificateSettings settings, CertificateNetwork network, CertificateCheck check) {
        return new OutsideCertificates(
                new LookupRound(CertificateLookups.of(settings, network), settings.lookupBudget()),
                new CertificateChooser(check),
                settings.smimeaVouches());
    }

    private static TrustAnchors read(Path file) {
        try {
            return TrustAnchors.read(file);
        } catch (CertificateRefusedException wrong) {
            throw new IllegalStateException(wrong.getMessage(), wrong);
        }
    }
}
