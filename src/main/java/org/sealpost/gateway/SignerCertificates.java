package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.mail.PracticeId;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.SignatureVerdict;
import org.sealpost.smime.SmimeException;

/**
 * Keeps the certificates of those whose signature is trusted, and what they can read, so that they can be answered
 * encrypted. Never pins one.
 */
@Singleton
final class SignerCertificates {

    private static final Actor BY = Actor.system("inbound");

    private final CertificateImport certificates;

    SignerCertificates(CertificateImport certificates) {
        this.certificates = certificates;
    }

    void keep(PracticeId practice, SignatureVerdict.Valid valid) {
        certificates.harvest(
                practice,
                valid.signer(),
                valid.certificates(),
                valid.preferred(),
                valid.from(),
                valid.signedAt(),
                valid.capabilities().flatMap(SignerCertificates::announced),
                BY);
    }

    /** What cannot be read announces nothing, and takes nothing back; what is not announced stays the setting's. */
    static Optional<String> announced(byte[] capabilities) {
        try {
            return Optional.of(EncryptionCapabilities.announced(capabilities).announcedWords());
        } catch (SmimeException malformed) {
            return Optional.empty();
        }
    }
}
