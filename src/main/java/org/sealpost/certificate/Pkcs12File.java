package org.sealpost.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.sealpost.cryptography.Cryptography;

/**
 * Certificates in PKCS#12 (RFC 7292). A file that holds a key, encrypted or not, is refused: no private key of anyone
 * comes in this way. The JDK's own reader passes over certificates without a key, so it is not used.
 */
final class Pkcs12File {

    private static final Provider PROVIDER = Cryptography.provider();

    /** What the file asks for is computed before its password is known to be right, so it may not ask for hours. */
    private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(2_000_000);

    private static final int MOST_CONTENTS = 8;

    private Pkcs12File() {}

    /** Those in it, in their order. */
    static List<X509Certificate> read(byte[] octets, char[] password) throws CertificateRefusedException {
        try {
            Pfx pfx = Pfx.getInstance(ASN1Primitive.fromByteArray(octets));
            PKCS12PfxPdu file = new PKCS12PfxPdu(pfx);
            ContentInfo[] contents = file.getContentInfos();
            if (contents.length > MOST_CONTENTS) {
                throw damaged();
            }
            // Keys mostly stand in what is not encrypted as a whole: no password is needed to refuse them.
            List<X509Certificate> certificates = new ArrayList<>();
            for (ContentInfo content : contents) {
                if (content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                    certificates.addAll(certificates(new PKCS12SafeBagFactory(content)));
                }
            }
            check(pfx, password);
            for (ContentInfo content : contents) {
                if (content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                    certificates.addAll(certificates(decrypted(content, password)));
                } else if (!content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                    throw damaged();
                }
            }
            return certificates;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // Bouncy Castle answers malformed input with unchecked exceptions, and reads nested values by recursion.
            throw damaged();
        }
    }

    private static void check(Pfx pfx, char[] password) throws CertificateRefusedException {
        MacData mac = pfx.getMacData();
        byte[] content =
                ASN1OctetString.getInstance(pfx.getAuthSafe().getContent()).getOctets();
        if (mac != null && !Pkcs12Mac.fits(mac, content, password)) {
            throw wrongPassword();
        }
    }

    private static PKCS12SafeBagFactory decrypted(ContentInfo content, char[] password)
            throws CertificateRefusedException {
        EncryptedData data = EncryptedData.getInstance(content.getContent());
        AlgorithmIdentifier encryption = data.getEncryptionAlgorithm();
        if (encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            byte[] plain = Pbes2.decrypted(encryption, data.getContent().getOctets(), password)
                    .orElseThrow(Pkcs12File::wrongPassword);
            return bags(new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(plain)));
        }
        iterations(PKCS12PBEParams.getInstance(encryption.getParameters()).getIterations());
        try {
            return decrypted(content, password, false);
        } catch (PKCSException | RuntimeException otherPassword) {
            if (password.length > 0) {
                throw wrongPassword();
            }
        }
        try {
            // No password, as other programs write it.
            return decrypted(content, password, true);
        } catch (PKCSException | RuntimeException otherPassword) {
            throw wrongPassword();
        }
    }

    private static PKCS12SafeBagFactory decrypted(ContentInfo content, char[] password, boolean terminated)
            throws PKCSException {
        return new PKCS12SafeBagFactory(
                content,
                new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(PROVIDER)
                        .setTryWrongPKCS12Zero(terminated)
                        .build(password));
    }

    /** What a wrong password made is mostly no structure at all. */
    private static PKCS12SafeBagFactory bags(ContentInfo plain) throws CertificateRefusedException {
        try {
            return new PKCS12SafeBagFactory(plain);
        } catch (RuntimeException otherPassword) {
            throw wrongPassword();
        }
    }

    /** @throws CertificateRefusedException when it is more than anybody needs */
    static int iterations(BigInteger asked) throws CertificateRefusedException {
        if (asked.signum() <= 0) {
            throw damaged();
        }
        if (asked.compareTo(MOST_ITERATIONS) > 0) {
            throw new CertificateRefusedException(
                    "The PKCS#12 file asks for too much computing: export the certificates as PEM.");
        }
        return asked.intValueExact();
    }

    private static List<X509Certificate> certificates(PKCS12SafeBagFactory bags)
            throws CertificateRefusedException, IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PKCS12SafeBag bag : bags.getSafeBags()) {
            if (!bag.getType().equals(PKCSObjectIdentifiers.certBag)) {
                // Keys, and what may hold them: secrets and bags of bags.
                throw bag.getType().equals(PKCSObjectIdentifiers.crlBag)
                        ? damaged()
                        : new CertificateRefusedException(CertificateFile.PRIVATE_KEY);
            }
            if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
                certificates.add(CertificateFile.one(certificate.getEncoded()));
            }
        }
        return certificates;
    }

    private static CertificateRefusedException wrongPassword() {
        return new CertificateRefusedException(
                "The PKCS#12 file does not open with this password: send the right one with it.");
    }

    /** For a way of protecting a file that is not read here. */
    static CertificateRefusedException unusual() {
        return new CertificateRefusedException(
                "The PKCS#12 file is protected in an unusual way: export the certificates as PEM.");
    }

    static CertificateRefusedException damaged() {
        return new CertificateRefusedException(
                "The PKCS#12 file is damaged or holds something else: export the certificates again.");
    }
}
