package org.sealpost.smime;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Optional;

/** The elliptic curves on which recipients' keys may lie (RFC 8551 section 2.3). */
final class NamedCurve {

    private static final List<String> NAMES = List.of("secp256r1", "secp384r1");

    private NamedCurve() {}

    /** The name of the key's curve, absent when it is not one of ours. */
    static Optional<String> of(ECPublicKey key) {
        return NAMES.stream()
                .filter(name -> same(key.getParams(), parameters(name)))
                .findFirst();
    }

    private static boolean same(ECParameterSpec one, ECParameterSpec other) {
        return one.getCurve().equals(other.getCurve())
                && one.getGenerator().equals(other.getGenerator())
                && one.getOrder().equals(other.getOrder())
                && one.getCofactor() == other.getCofactor();
    }

    private static ECParameterSpec parameters(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
