package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** With which certificate a signature is verified (RFC 5035 section 5.4), where several are of the signer's key. */
class SigningCertificateTest {

    private final TestIdentity bo = identity("bo@patient.example");
    private final TestIdentity substitute = identity("bo@patient.example");

    /** How a signature names one. */
    private enum Naming {
        V1 {
            @Override
            ASN1EncodableVector of(X509Certificate one) throws Exception {
                return v1(new ESSCertID(hash("SHA-1", one)));
            }
        },
        V1_WITH_ISSUER {
            @Override
            ASN1EncodableVector of(X509Certificate one) throws Exception {
                return v1(new ESSCertID(hash("SHA-1", one), issuer(one)));
            }
        },
        V2 {
            @Override
            ASN1EncodableVector of(X509Certificate one) throws Exception {
                return v2(new ESSCertIDv2(hash("SHA-256", one)));
            }
        },
        V2_WITH_ISSUER_AND_ANOTHER_HASH {
            @Override
            ASN1EncodableVector of(X509Certificate one) throws Exception {
                return v2(new ESSCertIDv2(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512), hash("SHA-512", one), issuer(one)));
            }
        },
        BOTH {
            @Override
            ASN1EncodableVector of(X509Certificate one) throws Exception {
                return all(V1.of(one), V2.of(one));
            }
        };

        abstract ASN1EncodableVector of(X509Certificate one) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void believesTheCertificateThatWasSignedAndNoOtherOfTheSameKey(Naming naming) throws Exception {
        ASN1EncodableVector named = naming.of(bo.certificate());

        assertThat(verdict(named, bo))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Valid.class,
                        valid -> assertThat(valid.signer()).isEqualTo(bo.certificate()));
        assertThat(verdict(named, substitute)).isEqualTo(invalid(SignatureFault.OTHER_CERTIFICATE));
        assertThat(verdict(named, substitute, bo)).isInstanceOfSatisfying(SignatureVerdict.Valid.class, valid -> {
            assertThat(valid.signer()).isEqualTo(bo.certificate());
            assertThat(valid.others()).isEmpty();
        });
    }

    @Test
    void believesNothingThatNamesTheCertificateInPartOnly() throws Exception {
        X509Certificate one = bo.certificate();
        X509Certificate other = substitute.certificate();
        for (ASN1EncodableVector wrong : List.of(
                all(Naming.V1.of(one), Naming.V2.of(other)),
                all(Naming.V1.of(other), Naming.V2.of(one)),
                all(Naming.V2.of(one), Naming.V2.of(one)),
                attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new SigningCertificateV2(new ESSCertIDv2(hash("SHA-256", one))),
                        new SigningCertificateV2(new ESSCertIDv2(hash("SHA-256", other)))),
                v2(new ESSCertIDv2(hash("SHA-256", one), issuer(other))),
                v1(new ESSCertID(hash("SHA-1", one), issuer(other))),
                // The first is the signer's; others are those of its path.
                attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(new ESSCertIDv2[] {
                    new ESSCertIDv2(hash("SHA-256", other)), new ESSCertIDv2(hash("SHA-256", one))
                })),
                attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSequence(new DERSequence())),
                v2(new ESSCertIDv2(
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")), hash("SHA-256", one))))) {
            assertThat(verdict(wrong, bo)).isEqualTo(invalid(SignatureFault.OTHER_CERTIFICATE));
        }
        assertThat(verdict(attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, DERNull.INSTANCE), bo))
                .isEqualTo(invalid(SignatureFault.MALFORMED));
    }

    /** RFC 5652 section 5.3: whichever of them stands first in the set, the author's own is among them. */
    @Test
    void looksAtEveryCertificateWithTheSignersKeyIdentifier() throws Exception {
        TestIdentity office = identity("office@patient.example");
        for (List<TestIdentity> along : List.of(List.of(bo, office), List.of(office, bo))) {
            assertThat(verdict(new ASN1EncodableVector(), along.toArray(TestIdentity[]::new)))
                    .isInstanceOfSatisfying(SignatureVerdict.Valid.class, valid -> {
                        assertThat(valid.signer()).isEqualTo(bo.certificate());
                        assertThat(valid.others()).isEmpty();
                    });
        }
        assertThat(verdict(new ASN1EncodableVector(), office)).isEqualTo(invalid(SignatureFault.OTHER_ADDRESS));
    }

    /** The former one, which may have ended or been revoked, need not be the one that is asked about. */
    @Test
    void theRenewedCertificateOfAKeyCountsBesideTheFormer() throws Exception {
        assertThat(verdict(new ASN1EncodableVector(), bo, substitute, bo))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Valid.class,
                        valid -> assertThat(Stream.concat(Stream.of(valid), valid.others().stream())
                                        .map(SignatureVerdict.Valid::signer))
                                .containsExactlyInAnyOrder(bo.certificate(), substitute.certificate()));
    }

    /** Signed with Bo's key, which is named by its identifier and so is in all of the certificates. */
    private SignatureVerdict verdict(ASN1EncodableVector named, TestIdentity... along) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(parameters -> new AttributeTable(all(
                        new DefaultSignedAttributeTableGenerator()
                                .getAttributes(parameters)
                                .toASN1EncodableVector(),
                        named)))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(bo.key()), keyIdentifier()));
        generator.addCertificates(new JcaCertStore(
                Arrays.stream(along).map(TestIdentity::certificate).toList()));
        byte[] signed = generator
                .generate(new CMSProcessableByteArray(SampleEnvelopes.LETTER.getBytes(StandardCharsets.US_ASCII)), true)
                .getEncoded();
        return ((SmimeReading.Read) new SmimeReader(false).read(SampleEnvelopes.message(signed), List.of()))
                .signature();
    }

    /** Of a certificate without the extension: Bouncy Castle takes what Outlook takes. */
    private byte[] keyIdentifier() throws Exception {
        return MessageDigest.getInstance("SHA-1").digest(bo.keys().getPublic().getEncoded());
    }

    /** Of the same key each time. */
    private static TestIdentity identity(String address) {
        return TestCertificate.of("CN=Bo", address).key("RSA-2048").issue();
    }

    private static SignatureVerdict invalid(SignatureFault fault) {
        return new SignatureVerdict.Invalid(fault);
    }

    private static ASN1EncodableVector v1(ESSCertID one) {
        return attribute(PKCSObjectIdentifiers.id_aa_signingCertificate, new SigningCertificate(one));
    }

    private static ASN1EncodableVector v2(ESSCertIDv2 one) {
        return attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(one));
    }

    private static ASN1EncodableVector attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(type, new DERSet(values)));
        return attributes;
    }

    private static ASN1EncodableVector all(ASN1EncodableVector first, ASN1EncodableVector second) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (ASN1EncodableVector part : List.of(first, second)) {
            for (int i = 0; i < part.size(); i++) {
                all.add(part.get(i));
            }
        }
        return all;
    }

    private static byte[] hash(String algorithm, X509Certificate one) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(one.getEncoded());
    }

    private static IssuerSerial issuer(X509Certificate one) {
        return new IssuerSerial(
                new GeneralNames(new GeneralName(
                        X500Name.getInstance(one.getIssuerX500Principal().getEncoded()))),
                one.getSerialNumber());
    }
}
