package org.sealpost.smtp.client;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A TLSA record (RFC 6698): what signed DNS says of a server's certificate.
 *
 * @param usage 2 for the issuer (DANE-TA), 3 for the certificate itself (DANE-EE)
 * @param selector 0 for the whole certificate, 1 for its key
 * @param matching 0 for the octets themselves, 1 for their SHA-256, 2 for their SHA-512
 * @param association in hex
 */
public record Tlsa(int usage, int selector, int matching, String association) {

    static final int TRUST_ANCHOR = 2;
    static final int END_ENTITY = 3;
    private static final int WHOLE_CERTIFICATE = 0;
    private static final int KEY = 1;
    private static final int EXACT = 0;
    private static final int SHA_256 = 1;
    private static final int SHA_512 = 2;
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    /**
     * Whether SMTP can use it: PKIX-TA and PKIX-EE it cannot (RFC 7672 section 3.1.3), nor parameters that nobody knows,
     * nor an association that cannot be one.
     */
    public boolean isUsable() {
        boolean known =
                (usage == TRUST_ANCHOR || usage == END_ENTITY) && (selector == WHOLE_CERTIFICATE || selector == KEY);
        return known
                && switch (matching) {
                    case EXACT ->
                        selector == KEY ? key().isPresent() : certificate().isPresent();
                    case SHA_256 -> association.length() == 64;
                    case SHA_512 -> association.length() == 128;
                    default -> false;
                };
    }

    /** Of the same usage and selector the strongest digest counts alone (RFC 7671 section 9). */
    public static List<Tlsa> usable(List<Tlsa> records) {
        List<Tlsa> usable = records.stream().filter(Tlsa::isUsable).distinct().toList();
        return usable.stream()
                .filter(one -> one.matching != SHA_256
                        || usable.stream()
                                .noneMatch(other -> other.matching == SHA_512
                                        && other.usage == one.usage
                                        && other.selector == one.selector))
                .toList();
    }

    boolean matches(X509Certificate certificate) {
        try {
            byte[] selected = selector == KEY ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
            byte[] shown = switch (matching) {
                case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return Arrays.equals(shown, octets());
        } catch (CertificateException | NoSuchAlgorithmException unreadable) {
            return false;
        }
    }

    /** The certificate that stands in the record itself. */
    Optional<X509Certificate> certificate() {
        if (matching != EXACT || selector != WHOLE_CERTIFICATE) {
            return Optional.empty();
        }
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets())));
        } catch (CertificateException none) {
            return Optional.empty();
        }
    }

    /** The key that stands in the record itself. */
    Optional<PublicKey> key() {
        if (matching != EXACT || selector != KEY) {
            return Optional.empty();
        }
        for (String kind : KEY_KINDS) {
            try {
                return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(octets())));
            } catch (GeneralSecurityException anotherKind) {
                continue;
            }
        }
        return Optional.empty();
    }

    private byte[] octets() {
        return HexFormat.of().parseHex(association);
    }
}
