package org.sealpost.certificate;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;

/**
 * Tells the JDK that a critical cRLDistributionPoints (RFC 5280 section 4.2.1.13) is understood, as its own asking about
 * revocation is off: {@link Revocations} asks, and refuses the path where it does not.
 */
final class ListsAskedElsewhere extends PKIXCertPathChecker {

    @Override
    public void init(boolean forward) {
        // It knows nothing of the certificates before.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return Set.of(RevocationPlaces.LISTS);
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions) {
        unresolvedCriticalExtensions.remove(RevocationPlaces.LISTS);
    }
}
