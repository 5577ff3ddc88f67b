package org.sealpost.cryptography;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Objects;

/**
 * The cryptography that this build was made with. Two editions of Bouncy Castle exist that cannot share a class path:
 *
 * <ul>
 *   <li>the standard one, for what no provider of the JDK has. The JDK's own do all else, since they are faster;
 *   <li>the one validated by FIPS 140-3, in approved mode. It stands before the JDK's providers, so that everything it
 *       can do is done by it: keys at rest, DKIM, S/MIME, and what TLS is made of.
 * </ul>
 *
 * <p>Guarantees of the FIPS edition: what the library does not approve fails with an error, which protects a message
 * more strongly as every error does. Not promised: that a whole installation is compliant; the JDK's TLS itself, and its
 * key store format's derivation where the library leaves these to it, are outside of the validated module.
 */
public final class Cryptography {

    private static final String STANDARD = "org.bouncycastle.jce.provider.BouncyCastleProvider";
    private static final String VALIDATED = "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";

    /** Read by the validated library once, when its first class is loaded; for the whole process and for good. */
    private static final String APPROVED_ONLY = "org.bouncycastle.fips.approved_only";

    /** The JDK's provider with the processor's instructions for AES. */
    private static final String FAST = "SunJCE";

    private static final boolean FIPS = isThere(VALIDATED);
    private static final Provider PROVIDER = FIPS ? validated() : made(STANDARD);
    private static final SecureRandom RANDOM = FIPS ? approvedRandom() : new SecureRandom();

    private Cryptography() {}

    /** Puts the edition in force for the whole process; the first thing that a program does. */
    public static void install() {
        Objects.requireNonNull(PROVIDER);
    }

    /** Whether this is the edition for FIPS 140-3, in approved mode. */
    public static boolean isFips() {
        return FIPS;
    }

    /** Bouncy Castle's provider. */
    public static Provider provider() {
        return PROVIDER;
    }

    /** The name of the provider for AES and hashes of much data. */
    public static String bulk() {
        return FIPS ? PROVIDER.getName() : FAST;
    }

    /** A source of randomness that the edition approves; for any thread. */
    public static SecureRandom random() {
        return RANDOM;
    }

    /** What it is, for people: library and version. */
    public static String description() {
        return PROVIDER.getName() + " " + PROVIDER.getVersionStr() + (FIPS ? ", FIPS 140-3 approved mode" : "");
    }

    private static Provider validated() {
        System.setProperty(APPROVED_ONLY, "true");
        Provider provider = made(VALIDATED);
        // Loaded twice in one process, as in tests, it is the first of them that counts.
        Security.insertProviderAt(provider, 1);
        return provider;
    }

    private static SecureRandom approvedRandom() {
        try {
            return SecureRandom.getInstance("DEFAULT", PROVIDER);
        } catch (GeneralSecurityException everyVersionHasIt) {
            throw new IllegalStateException(everyVersionHasIt);
        }
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, Cryptography.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException otherEdition) {
            return false;
        }
    }

    private static Provider made(String name) {
        try {
            return Class.forName(name, true, Cryptography.class.getClassLoader())
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(
                    "Bouncy Castle is missing on the class path: build Sealpost again", missing);
        }
    }
}
