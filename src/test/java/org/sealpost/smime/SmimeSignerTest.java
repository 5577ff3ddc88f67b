package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class SmimeSignerTest {

    private static final String SEVEN_BIT = """
            Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
            From: ada@practice.example
            To: bo@patient.example
            Bcc: blind@patient.example
            Subject: Your potassium
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            It is 6.2 mmol/l.  \

            --
            Ada
            """;

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final TestIdentity ada = identity("P-256");
    private final TestIdentity forAnswers = identity("RSA-2048");

    /** RFC 4056 and 8551 (RSA, ECDSA), RFC 8419 (Ed25519), RFC 9882 (ML-DSA). */
    @ParameterizedTest
    @CsvSource({
        "RSA-2048, 1.2.840.113549.1.1.10, 2.16.840.1.101.3.4.2.1, sha-256",
        "RSA-3072, 1.2.840.113549.1.1.10, 2.16.840.1.101.3.4.2.1, sha-256",
        "P-256, 1.2.840.10045.4.3.2, 2.16.840.1.101.3.4.2.1, sha-256",
        "P-384, 1.2.840.10045.4.3.3, 2.16.840.1.101.3.4.2.2, sha-384",
        "Ed25519, 1.3.101.112, 2.16.840.1.101.3.4.2.3, sha-512",
        "ML-DSA-65, 2.16.840.1.101.3.4.3.18, 2.16.840.1.101.3.4.2.3, sha-512",
        "ML-DSA-87, 2.16.840.1.101.3.4.3.19, 2.16.840.1.101.3.4.2.3, sha-512"
    })
    void signsWithAKeyOf(String kind, String signature, String digest, String micalg) throws Exception {
        TestIdentity signer = identity(kind);

        RawMessage signed = signer(signer).signClear(SmimeMessages.of(SEVEN_BIT));

        assertThat(signed.value("Content-Type").orElseThrow())
                .startsWith("multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=" + micalg + ";");
        SignerInformation info = CmsReader.verify(detached(signed), signer.certificate());
        assertThat(info.getEncryptionAlgOID()).isEqualTo(signature);
        assertThat(info.getDigestAlgOID()).isEqualTo(digest);
    }

    @Test
    void signsExactlyTheOctetsThatAreSentAndChangesNoneOfTheBody() throws Exception {
        RawMessage message = SmimeMessages.of(SEVEN_BIT);

        RawMessage signed = signer(ada).signClear(message);

        RawMessage content = RawMessage.of(ForeignReader.clearParts(signed).get("content"));
        assertThat(SmimeMessages.body(content)).isEqualTo(SmimeMessages.body(message));
        assertThat(SmimeMessages.header(content)).isEqualTo("""
                From: ada@practice.example
                To: bo@patient.example
                Subject: Your potassium
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii; hp="clear"

                """.replace("\n", "\r\n"));
        assertThat(SmimeMessages.header(signed)).startsWith("""
                Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
                From: ada@practice.example
                To: bo@patient.example
                Subject: Your potassium
                MIME-Version: 1.0
                Content-Type: multipart/signed;""".replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 200})
    void noticesAChangedOctet(int at) throws Exception {
        RawMessage signed = signer(ada).signClear(SmimeMessages.of(SEVEN_BIT));
        byte[] content = ForeignReader.clearParts(signed).get("content");
        content[Math.min(at, content.length - 1)] ^= 1;
        CMSSignedData changed = new CMSSignedData(
                new CMSProcessableByteArray(content),
                ForeignReader.clearParts(signed).get("signature"));

        assertThatThrownBy(() -> CmsReader.verify(changed, ada.certificate())).isInstanceOf(CMSException.class);
    }

    /** X.690 section 10: definite lengths, sets in order. What the generator streams is BER. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "ML-DSA-65"})
    void writesTheDetachedSignatureInDer(String kind) throws Exception {
        byte[] signature = ForeignReader.clearParts(signer(identity(kind)).signClear(SmimeMessages.of(SEVEN_BIT)))
                .get("signature");

        assertThat(signature).isEqualTo(ASN1Primitive.fromByteArray(signature).getEncoded(ASN1Encoding.DER));
    }

    @Test
    void signersOfOneCertificateShareItsPartsAndNotTheKey() throws Exception {
        SmimeSigners signers = new SmimeSigners(Clock.fixed(NOW, ZoneOffset.UTC));
        SmimeIdentity identity = new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty());
        SmimeIdentity wrong = new SmimeIdentity(
                ada.certificate(), List.of(), identity("P-256").key(), Optional.empty());

        for (int i = 0; i < 3; i++) {
            RawMessage signed =
                    signers.of(identity, Optional.of(forAnswers.certificate())).signClear(SmimeMessages.of(SEVEN_BIT));
            CmsReader.verify(detached(signed), ada.certificate());
        }
        RawMessage byAnotherKey =
                signers.of(wrong, Optional.of(forAnswers.certificate())).signClear(SmimeMessages.of(SEVEN_BIT));

        assertThat(signers.size()).isOne();
        assertThatThrownBy(() -> CmsReader.verify(detached(byAnotherKey), ada.certificate()))
                .hasMessageContaining("does not verify");
        signers.of(identity, Optional.empty());
        assertThat(signers.size()).isEqualTo(2);
    }

    @Test
    void saysWhenAndByWhichCertificateAndWhereAnswersGoTo() throws Exception {
        SmimeSigner signer = new SmimeSigner(
                new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty()),
                Optional.of(forAnswers.certificate()),
                Clock.fixed(NOW, ZoneOffset.UTC));

        CMSSignedData signed = new CMSSignedData(CmsReader.cms(signer.signOpaque(SmimeMessages.of(SEVEN_BIT))));

        AttributeTable attributes = CmsReader.verify(signed, ada.certificate()).getSignedAttributes();
        assertThat(Time.getInstance(value(attributes, CMSAttributes.signingTime))
                        .getDate())
                .isEqualTo(NOW);
        assertThat(SigningCertificateV2.getInstance(value(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                        .getCerts()[0]
                        .getCertHash())
                .isEqualTo(MessageDigest.getInstance("SHA-256")
                        .digest(ada.certificate().getEncoded()));
        ASN1TaggedObject preference = ASN1TaggedObject.getInstance(value(attributes, SMIMEAttributes.encrypKeyPref));
        assertThat(preference.getTagNo()).isZero();
        assertThat(IssuerAndSerialNumber.getInstance(org.bouncycastle.asn1.ASN1Sequence.getInstance(preference, false))
                        .getSerialNumber()
                        .getValue())
                .isEqualTo(forAnswers.certificate().getSerialNumber());
        assertThat(EncryptionCapabilities.announced(value(attributes, SMIMEAttributes.smimeCapabilities)
                        .toASN1Primitive()
                        .getEncoded()))
                .isEqualTo(EncryptionCapabilities.DEFAULT);
        assertThat(signed.getCertificates().getMatches(null))
                .extracting(holder -> holder.getSerialNumber())
                .containsExactlyInAnyOrder(
                        ada.certificate().getSerialNumber(),
                        forAnswers.certificate().getSerialNumber());
    }

    @Test
    void sendsTheIssuersAlong() throws Exception {
        TestIdentity authority =
                TestCertificate.of("CN=Authority").forAuthority().issue();
        TestIdentity issued = TestCertificate.of("CN=Ada", "ada@practice.example")
                .by(authority)
                .issue();
        SmimeSigner signer = new SmimeSigner(new SmimeIdentity(
                issued.certificate(), List.of(authority.certificate()), issued.key(), Optional.empty()));

        CMSSignedData signed = new CMSSignedData(CmsReader.cms(signer.signOpaque(SmimeMessages.of(SEVEN_BIT))));

        assertThat(signed.getCertificates().getMatches(null)).hasSize(2);
    }

    /** The opaque form carries any octets, and reads back with every field of the sender. */
    @Test
    void signsAnyOctetsInTheOpaqueForm() throws Exception {
        byte[] body = new byte[100_000];
        new java.util.Random(1).nextBytes(body);
        RawMessage message = SmimeMessages.of("Subject: Bild\nContent-Type: image/png\n", body);

        RawMessage signed = signer(ada).signOpaque(message);

        assertThat(new String(signed.octets(), StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII))
                .isEqualTo(signed.octets());
        RawMessage payload = CmsReader.verify(signed, ada.certificate());
        assertThat(SmimeMessages.body(payload)).isEqualTo(body);
        assertThat(payload.value("Content-Type")).contains("image/png; hp=\"clear\"");
        assertThat(signed.value("Subject")).contains("Bild");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7-bit lines with CRLF          | Hello.\\r\\n          | true
                    no line end at the end         | Hello.               | true
                    nothing                        | ''                   | true
                    From within a line             | x From here\\r\\n     | true
                    Fro at the line's beginning    | Fro\\r\\nm \\r\\n     | true
                    8-bit text                     | Gr\u00fc\u00dfe.\\r\\n | false
                    From at the line's beginning   | a\\r\\nFrom here\\r\\n | false
                    a bare LF                      | a\\nb\\r\\n          | false
                    a bare CR                      | a\\rb\\r\\n          | false
                    CR at the end                  | a\\r                 | false
                    NUL                            | a\\0b\\r\\n          | false
                    """)
    void signsClearOnlyWhatEveryServerPassesOnAsItIs(String what, String body, boolean clear) throws Exception {
        String text = body.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
        RawMessage message = RawMessage.of(("Subject: x\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8));

        assertThat(SmimeSigner.canSignClear(message)).isEqualTo(clear);
        if (clear) {
            CmsReader.verify(detached(signer(ada).signClear(message)), ada.certificate());
        } else {
            assertThatThrownBy(() -> signer(ada).signClear(message))
                    .isInstanceOf(SmimeException.class)
                    .hasMessageContaining("opaque");
            CmsReader.verify(signer(ada).signOpaque(message), ada.certificate());
        }
    }

    /** A server whose next hop takes no 8-bit mail encodes what is labelled so, whatever octets it has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Transfer-Encoding: 8bit\n\nx\n",
                "Content-Transfer-Encoding: BINARY\n\nx\n",
                "content-transfer-encoding :\n (of mine) 8bit\n\nx\n",
                "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: 8bit\n\nx\n",
                "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Transfer-Encoding: 8bit\n\nx\n--m--\n",
                "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nx\n--m\nContent-Type: multipart/related;\n"
                        + " boundary=\"r\"\n\n--r\nContent-Type: image/png\nContent-Transfer-Encoding:\n"
                        + "\tbinary\n\nx\n--r--\n--m--\n",
                "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: message/rfc822\n\n"
                        + "Subject: x\nContent-Transfer-Encoding: 8bit\n\nx\n--m--\n",
                "Content-Type: message/rfc822\n\nSubject: x\nContent-Transfer-Encoding: 8bit\n\nx\n",
            })
    void signsClearNothingThatIsLabelledAsOtherThan7BitRfc8551Section313(String entity) throws Exception {
        RawMessage message = SmimeMessages.of("From: ada@practice.example\nSubject: x\n" + entity);

        assertThat(SmimeSigner.canSignClear(message)).isFalse();
        assertThatThrownBy(() -> signer(ada).signClear(message)).hasMessageContaining("opaque");
        CmsReader.verify(signer(ada).signOpaque(message), ada.certificate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Transfer-Encoding: 7bit\n\nContent-Transfer-Encoding: 8bit\n",
                "Content-Transfer-Encoding: Quoted-Printable\n\nx\n",
                "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nContent-Transfer-Encoding: 8bit\n--m\n"
                        + "Content-Transfer-Encoding: base64\n\neA==\n--m--\n",
            })
    void signsClearWhateverIsLabelled7BitAndTalksOf8Bit(String entity) throws Exception {
        assertThat(SmimeSigner.canSignClear(SmimeMessages.of("Subject: x\n" + entity)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"998, true", "999, false"})
    void signsClearOnlyLinesOfAtMost998Octets(int length, boolean clear) throws Exception {
        RawMessage message = SmimeMessages.of("Subject: x\n\n" + "a".repeat(length) + "\n");

        assertThat(SmimeSigner.canSignClear(message)).isEqualTo(clear);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b",
                "multipart/encrypted; boundary=b",
                "application/pkcs7-mime; smime-type=signed-data",
                "application/x-pkcs7-mime"
            })
    void signsNothingThatIsSignedOrEncryptedAlready(String type) throws Exception {
        RawMessage message = SmimeMessages.of("Content-Type: " + type + "\n\nx\n");

        assertThat(SmimeSigner.isProtected(message)).isTrue();
        assertThatThrownBy(() -> signer(ada).signClear(message)).hasMessageContaining("already");
        assertThatThrownBy(() -> signer(ada).signOpaque(message)).hasMessageContaining("already");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-1024, The RSA key that is to sign has 1024 bits",
        "P-521, A key of the kind EC cannot sign",
        "X25519, A key of the kind",
        "ML-DSA-44, A key of the kind"
    })
    void refusesToSignWithAKeyOf(String kind, String reason) {
        TestIdentity weak = identity(kind);

        assertThatThrownBy(() -> signer(weak))
                .isInstanceOf(SmimeException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void saysThatTheKeyDoesNotSignAndNothingOfTheMessage() {
        TestIdentity other = identity("RSA-2048");

        assertThatThrownBy(() -> new SmimeSigner(
                                new SmimeIdentity(ada.certificate(), List.of(), other.key(), Optional.empty()))
                        .signOpaque(SmimeMessages.of(SEVEN_BIT)))
                .isInstanceOf(SmimeException.class)
                .hasMessage("The message cannot be signed: the key does not sign.");
    }

    private static CMSSignedData detached(RawMessage signed) throws Exception {
        Map<String, byte[]> parts = ForeignReader.clearParts(signed);
        return new CMSSignedData(new CMSProcessableByteArray(parts.get("content")), parts.get("signature"));
    }

    private static ASN1Encodable value(AttributeTable attributes, ASN1ObjectIdentifier type) {
        return attributes.get(type).getAttrValues().getObjectAt(0);
    }

    private static SmimeSigner signer(TestIdentity identity) throws SmimeException {
        X509Certificate certificate = identity.certificate();
        return new SmimeSigner(new SmimeIdentity(certificate, List.of(), identity.key(), Optional.empty()));
    }

    private static TestIdentity identity(String kind) {
        return TestCertificate.of("CN=Ada", "ada@practice.example").key(kind).issue();
    }
}
