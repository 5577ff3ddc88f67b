package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class SmimeReaderTest {

    private static final String LETTER = "Content-Type: text/plain\r\n\r\nThe dose is 20 mg.\r\n";

    private static final Map<String, KeyPair> RSA_KEYS = new ConcurrentHashMap<>();
    private static final Map<String, KeyPair> ELLIPTIC_KEYS = new ConcurrentHashMap<>();

    private final SmimeReader reader = new SmimeReader(false);
    private final TestIdentity ada =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();

    /** RFC 8418. */
    @Test
    void decryptsForAnX25519Key() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        X509Certificate certificate = certificate(keys);
        KeyPair ephemeral =
                KeyPairGenerator.getInstance("X25519", CmsProvider.get()).generateKeyPair();
        RecipientInfoGenerator recipient = new JceKeyAgreeRecipientInfoGenerator(
                        X25519Recipient.ECDH_HKDF_SHA_256,
                        ephemeral.getPrivate(),
                        ephemeral.getPublic(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(certificate)
                .setProvider(CmsProvider.get());

        assertThat(decrypted(
                        encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    /** RFC 9936; the key from the JDK and from Bouncy Castle. */
    @ParameterizedTest
    @CsvSource({"ML-KEM-768, jdk", "ML-KEM-1024, jdk", "ML-KEM-768, bc", "ML-KEM-1024, bc"})
    void decryptsForAnMlKemKey(String kind, String from) throws Exception {
        KeyPair keys = (from.equals("jdk")
                        ? KeyPairGenerator.getInstance(kind)
                        : KeyPairGenerator.getInstance(kind, CmsProvider.get()))
                .generateKeyPair();
        X509Certificate certificate = certificate(keys);
        RecipientInfoGenerator recipient = new JceKEMRecipientInfoGenerator(
                        new JcaX509CertificateConverter()
                                .setProvider(CmsProvider.get())
                                .getCertificate(new JcaX509CertificateHolder(certificate)),
                        CMSAlgorithm.AES256_WRAP)
                .setKDF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_alg_hkdf_with_sha256))
                .setProvider(CmsProvider.get());

        assertThat(decrypted(
                        encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    @Test
    void findsItsCertificateByTheSubjectsKeyIdentifier() throws Exception {
        KeyPair keys = TestCertificate.of("CN=x", "x@practice.example")
                .key("RSA-2048")
                .issue()
                .keys();
        X509Certificate certificate = certificate(keys);
        byte[] id = SubjectKeyIdentifier.getInstance(JcaX509ExtensionUtils.parseExtensionValue(
                        certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId())))
                .getKeyIdentifier();
        RecipientInfoGenerator recipient = new JceKeyTransRecipientInfoGenerator(id, keys.getPublic());

        assertThat(decrypted(
                        encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    @Test
    void showsProtectedFieldsAndNoneThatWereAddedOnTheWay() throws Exception {
        RawMessage encrypted =
                new SmimeEncryptor().encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(ada.certificate()));
        RawMessage onItsWay = encrypted.withFieldsPrepended(List.of(
                "Received: from a by b; Mon, 2 Nov 2026 09:00:02 +0000",
                "Reply-To: eve@eve.example",
                "Keywords: urgent",
                "Authentication-Results: edge.example; dmarc=pass"));

        SmimeReading.Read read = (SmimeReading.Read) reader.read(onItsWay, List.of(identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.ENCRYPTED);
        assertThat(read.headers().confidential())
                .contains("subject", "thread-topic", "keywords")
                .doesNotContain("from");
        assertThat(read.view().value("Subject")).contains("Your potassium is  too high");
        assertThat(read.view().fields("Reply-To")).isEmpty();
        assertThat(read.view().value("Keywords")).contains("hyperkalemia");
        assertThat(read.view().fields("HP-Outer")).isEmpty();
        assertThat(read.view().fields("Received")).hasSize(2);
        assertThat(read.view().fields("Authentication-Results")).hasSize(1);
        assertThat(SmimeMessages.body(read.view()))
                .isEqualTo(SmimeMessages.body(SmimeMessages.of(SmimeMessages.LETTER)));
    }

    /** It would be held where it is sent on: it claims a protection that it does not have any more. */
    @Test
    void whatIsDecryptedNoLongerClaimsToBeEncrypted() throws Exception {
        RawMessage message = sealed(
                "Content-Type: Text/Plain; charset=utf-8; name=\"a \\\"b\\\"; hp=cipher\";"
                        + " name*=utf-8''%c3%bc; hp=\"cipher\"; hp-legacy-display=\"1\"\r\nFrom: bo@patient.example\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(message, List.of(identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.ENCRYPTED);
        assertThat(SmimeMessages.header(read.view()))
                .contains("Content-Type: text/plain;\r\n charset=utf-8;\r\n name=\"a \\\"b\\\"; hp=cipher\";"
                        + "\r\n name*=utf-8''%c3%bc\r\n");
    }

    /** A sender could put there what only the practice's own servers may say. */
    @Test
    void takesNoTransportFieldFromWithinAnEnvelope() throws Exception {
        RawMessage forged = sealed("Content-Type: text/plain; hp=\"cipher\"\r\nFrom: bo@patient.example\r\n"
                + "Authentication-Results: edge.example; dmarc=pass\r\nReceived: from x by y; now\r\n"
                + "Return-Path: <x@y.example>\r\nX-MS-Exchange-Organization-SCL: -1\r\nResent-To: <x@y.example>\r\n"
                + "List-Id: <a.example>\r\nSubject: Hi\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(forged, List.of(identity()));

        assertThat(read.headers().anothers()).isFalse();
        assertThat(SmimeMessages.header(read.view()))
                .contains("Subject: Hi", "List-Id")
                .doesNotContain("dmarc")
                .doesNotContain("X-MS-Exchange")
                .doesNotContain("Resent-To")
                .doesNotContain("Return-Path")
                .doesNotContain("Received");
    }

    /** RFC 9788 section 4.4: servers judged the outer From, so that is whom it is from. */
    @Test
    void showsTheOuterFromWhenTheProtectedOneIsAnother() throws Exception {
        RawMessage forged = sealed("Content-Type: text/plain; hp=\"cipher\"\r\nFrom: cy@patient.example\r\n"
                + "Subject: Hi\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(forged, List.of(identity()));

        assertThat(read.view().fields("From")).hasSize(1);
        assertThat(read.view().value("From")).contains("bo@patient.example");
        assertThat(read.view().value("Subject")).contains("Hi");
        assertThat(read.headers().anothers()).isTrue();
    }

    /** Programs would show one or the other: nobody chooses here which of them was meant. */
    @ParameterizedTest
    @ValueSource(strings = {"From: bo@patient.example", "To: cy@practice.example", "Subject: Another"})
    void opensNothingWhoseProtectedHeaderSaysTwoThings(String second) throws Exception {
        String header = "From: bo@patient.example\r\nTo: ada@practice.example\r\nSubject: Hi\r\n";
        String protectedTwice =
                "Content-Type: text/plain; hp=\"cipher\"\r\n" + header + second + "\r\n\r\nThe dose is 20 mg.\r\n";
        String wrappedTwice = "Content-Type: message/rfc822; forwarded=no\r\n\r\n" + header + second
                + "\r\n\r\nThe dose is 20 mg.\r\n";
        String unprotected = "Content-Type: text/plain\r\n" + header + second + "\r\n\r\nThe dose is 20 mg.\r\n";

        assertThat(reader.read(sealed(protectedTwice), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.AMBIGUOUS_HEADER));
        assertThat(reader.read(sealed(wrappedTwice), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.AMBIGUOUS_HEADER));
        assertThat(reader.read(sealed(unprotected), List.of(identity())))
                .as("fields that nobody takes from there")
                .isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void opensAMessageThatWasWrappedInTheOldWay() throws Exception {
        RawMessage wrapped = sealed("Content-Type: message/rfc822; forwarded=no\r\n\r\nFrom: bo@patient.example\r\n"
                + "Subject: Inside\r\nContent-Type: text/html\r\n\r\n<p>20 mg\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(wrapped, List.of(identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.WRAPPED);
        assertThat(read.view().value("Subject")).contains("Inside");
        assertThat(read.view().value("Content-Type")).contains("text/html");
        assertThat(SmimeMessages.body(read.view())).asString().isEqualTo("<p>20 mg\r\n");
    }

    /** RFC 8551 section 3.1 knows no parameter that tells it from a message that is forwarded. */
    @ParameterizedTest
    @CsvSource({"bo@patient.example, WRAPPED", "cy@patient.example, NONE"})
    void takesAMessageByTheSameAuthorForTheWholeOne(String author, HeaderProtection.Kind kind) throws Exception {
        RawMessage wrapped =
                sealed("Content-Type: message/rfc822\r\n\r\nFrom: " + author + "\r\nSubject: Inside\r\n\r\nHi\r\n");

        assertThat(((SmimeReading.Read) reader.read(wrapped, List.of(identity())))
                        .headers()
                        .kind())
                .isEqualTo(kind);
    }

    /** RFC 8551 section 3.9: gateways on the way rewrite the type. */
    @ParameterizedTest
    @CsvSource({
        "application/octet-stream; name=smime.p7m, attachment",
        "application/octet-stream, attachment; filename=\"SMIME.P7M\""
    })
    void readsWhatIsToldByItsFilesNameAlone(String type, String disposition) throws Exception {
        RawMessage sent =
                new SmimeEncryptor().encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(ada.certificate()));
        RawMessage rewritten = sent.withoutFields(
                        name -> name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Content-Disposition"))
                .withFieldsPrepended(List.of("Content-Type: " + type, "Content-Disposition: " + disposition));

        assertThat(reader.read(rewritten, List.of(identity()))).isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void passesOnEncryptedWhatSmtpCannotCarry() throws Exception {
        RawMessage binary =
                sealed("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\r");

        assertThat(reader.read(binary, List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.UNSENDABLE));
    }

    @Test
    void endsTheLinesOfUnixTextAsMailHasThem() throws Exception {
        RawMessage unix = sealed("Content-Type: text/plain\n\none\ntwo\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(unix, List.of(identity()));

        assertThat(SmimeMessages.body(read.view())).asString().isEqualTo("one\r\ntwo\r\n");
        assertThat(read.view().value("Content-Type")).contains("text/plain");
    }

    @Test
    void refusesAsn1ThatIsNestedWithoutEnd() {
        byte[] deep = new byte[200_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        assertThat(reader.read(message(deep), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
    }

    /** Outside the listener counts fields; inside nobody else does. */
    @Test
    void refusesAHeaderWithinThatIsLargerThanAnyoneNeeds() throws Exception {
        String header = "a:\r\n".repeat(100_000);

        assertThat(reader.read(sealed(header + LETTER), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
        assertThat(reader.read(
                        RawMessage.of(("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";"
                                        + " boundary=b\r\n\r\n--b\r\n" + header + "\r\nx\r\n--b\r\n"
                                        + "Content-Type: application/pkcs7-signature\r\n\r\nMAA=\r\n--b--\r\n")
                                .getBytes(StandardCharsets.US_ASCII)),
                        List.of()))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX, true));
    }

    @Test
    void refusesAMessageOfManyLayers() throws Exception {
        byte[] layer = LETTER.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10; i++) {
            layer = ("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                            + Base64.getMimeEncoder().encodeToString(cms(layer)))
                    .getBytes(StandardCharsets.US_ASCII);
        }
        assertThat(reader.read(RawMessage.of(layer), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
    }

    /** Memory is reserved by the size of what came: line ends alone could make twice as much of it. */
    @Test
    void nothingThatIsOpenedBecomesLargerThanTheMessageThatHeldIt() throws Exception {
        String header = "Content-Type: text/plain\n\n";

        assertThat(reader.read(sealed(header + "\n".repeat(20_000)), List.of(identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
        assertThat(reader.read(sealed(header + "a line\n".repeat(20_000)), List.of(identity())))
                .isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void readsFiftyMebibytes() throws Exception {
        ByteArrayOutputStream letter = new ByteArrayOutputStream();
        letter.writeBytes("Content-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] line = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        while (letter.size() < 36 << 20) {
            letter.writeBytes(line);
        }
        RawMessage message = message(cms(letter.toByteArray()));
        assertThat(message.size()).isGreaterThan(48 << 20);

        SmimeReading.Read read = (SmimeReading.Read) reader.read(message, List.of(identity()));

        assertThat(read.view().bodySize()).isEqualTo(letter.size() - 28);
    }

    /** RFC 3218 section 2.3.2: a message that opens for the next recipient only if this one's padding is wrong tells which. */
    @Test
    void rfc3218AWrongPaddingIsNotToldByTheNextRecipientsKey() throws Exception {
        // Bouncy Castle puts recipients in the order of their octets.
        boolean ordered = Arrays.compareUnsigned(keyId(rsa("one")), keyId(rsa("other"))) < 0;
        KeyPair first = rsa(ordered ? "one" : "other");
        KeyPair second = rsa(ordered ? "other" : "one");
        byte[] ofFirst = keyId(first);
        byte[] ofSecond = keyId(second);
        List<SmimeIdentity> both = List.of(of(first), of(second));
        RecipientInfoGenerator right = new JceKeyTransRecipientInfoGenerator(ofSecond, second.getPublic());
        RecipientInfoGenerator wrong = new JceKeyTransRecipientInfoGenerator(ofFirst, second.getPublic());

        assertThat(reader.read(encrypted(right), both)).isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(encrypted(wrong), both)).isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
        assertThat(reader.read(encrypted(wrong, right), both))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    /** A token that is away is nothing to wait for when another key of ours opens the message. */
    @ParameterizedTest
    @CsvSource({"one, other", "other, one"})
    void opensWithTheKeyThatIsThereWhileAnotherIsAway(String here, String gone) throws Exception {
        RawMessage message = encrypted(transport(here), transport(gone));
        RawMessage agreed = encrypted(new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        ada.key(),
                        ada.certificate().getPublicKey(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(certificate(elliptic(gone)))
                .addRecipient(certificate(elliptic(here)))
                .setProvider(CmsProvider.get()));

        assertThat(reader.read(message, List.of(away(rsa(gone)), of(rsa(here)))))
                .isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(agreed, List.of(away(elliptic(gone)), of(elliptic(here)))))
                .as("both in one recipient of a key agreement")
                .isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(message, List.of(away(rsa(here)), of(rsa(here)))))
                .as("the same key twice")
                .isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void waitsForAKeyThatIsAwayWhenNoOtherOpens() throws Exception {
        RecipientInfoGenerator wrong = new JceKeyTransRecipientInfoGenerator(
                keyId(rsa("one")), rsa("other").getPublic());
        List<SmimeIdentity> keys = List.of(of(rsa("one")), away(rsa("third")));

        assertThat(reader.read(encrypted(transport("third")), keys))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(encrypted(wrong, transport("third")), keys))
                .as("the one that is there does not open it")
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(encrypted(wrong), keys)).isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    /** What has no tag is only proven by a signature inside, whichever key it was that opened it. */
    @Test
    void waitsForAKeyThatIsAwayWhenWhatAnotherOpenedIsNotProven() throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(transport("one"));
        generator.addRecipientInfoGenerator(transport("third"));
        RawMessage message = message(generator
                .generate(
                        new CMSProcessableByteArray(LETTER.getBytes(StandardCharsets.US_ASCII)),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded());

        assertThat(reader.read(message, List.of(of(rsa("one")), away(rsa("third")))))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(message, List.of(of(rsa("one")))))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    private static RecipientInfoGenerator transport(String name) throws Exception {
        return new JceKeyTransRecipientInfoGenerator(keyId(rsa(name)), rsa(name).getPublic());
    }

    private static KeyPair elliptic(String name) {
        return ELLIPTIC_KEYS.computeIfAbsent(
                name,
                fresh ->
                        TestCertificate.of("CN=x", "x@practice.example").issue().keys());
    }

    private SmimeIdentity away(KeyPair keys) throws Exception {
        return new SmimeIdentity(certificate(keys), List.of(), new AwayKey(), Optional.empty());
    }

    /** Whoever chooses the key would choose how long its verification takes. */
    @ParameterizedTest
    @CsvSource({"9000, 17", "2048, 80"})
    void looksAtNoSignatureByAnRsaKeyThatIsTooLarge(int bits, int exponentBits) throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.valueOf(0x1234567));
        BigInteger exponent = BigInteger.ONE.shiftLeft(exponentBits - 1).add(BigInteger.ONE);
        X509Certificate huge = certificate(new KeyPair(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)),
                rsa("signer").getPrivate()));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(
                                new JcaContentSignerBuilder("SHA256withRSA")
                                        .build(rsa("signer").getPrivate()),
                                huge));
        generator.addCertificates(new JcaCertStore(List.of(huge)));
        byte[] signed = generator
                .generate(new CMSProcessableByteArray(LETTER.getBytes(StandardCharsets.US_ASCII)), true)
                .getEncoded();

        assertThat(((SmimeReading.Read) reader.read(message(signed), List.of())).signature())
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.WEAK));
    }

    /** A key pair of the tests of this run, one for each name. */
    private static KeyPair rsa(String name) throws Exception {
        return RSA_KEYS.computeIfAbsent(name, fresh -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static byte[] keyId(KeyPair keys) throws Exception {
        return new JcaX509ExtensionUtils()
                .createSubjectKeyIdentifier(keys.getPublic())
                .getKeyIdentifier();
    }

    private SmimeIdentity of(KeyPair keys) throws Exception {
        return new SmimeIdentity(certificate(keys), List.of(), keys.getPrivate(), Optional.empty());
    }

    private SmimeIdentity identity() {
        return new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty());
    }

    private String decrypted(RawMessage message, SmimeIdentity identity) {
        SmimeReading reading = reader.read(message, List.of(identity));
        assertThat(reading).isInstanceOf(SmimeReading.Read.class);
        return SmimeMessages.text(((SmimeReading.Read) reading).view());
    }

    private RawMessage sealed(String entity) throws Exception {
        return message(cms(entity.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private byte[] cms(byte[] content) throws Exception {
        return cms(
                content,
                new JceKeyAgreeRecipientInfoGenerator(
                                CMSAlgorithm.ECDH_SHA256KDF,
                                ada.key(),
                                ada.certificate().getPublicKey(),
                                CMSAlgorithm.AES256_WRAP)
                        .addRecipient(ada.certificate())
                        .setProvider(CmsProvider.get()));
    }

    private static RawMessage encrypted(RecipientInfoGenerator... recipient) throws Exception {
        return message(cms(LETTER.getBytes(StandardCharsets.UTF_8), recipient));
    }

    private static byte[] cms(byte[] content, RecipientInfoGenerator... recipients) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        for (RecipientInfoGenerator recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        return generator
                .generate(new CMSProcessableByteArray(content), (OutputAEADEncryptor)
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
                .getEncoded();
    }

    private static RawMessage message(byte[] cms) {
        return SmimeMessages.of(
                "From: bo@patient.example\nSubject: [...]\nMIME-Version: 1.0\n"
                        + "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; name=smime.p7m\n"
                        + "Content-Transfer-Encoding: base64\n",
                Base64.getMimeEncoder().encode(cms));
    }

    private X509Certificate certificate(KeyPair keys) throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Authority"),
                new BigInteger(1, keyId(keys)),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(600)),
                new X500Name("CN=Ada"),
                keys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createSubjectKeyIdentifier(SubjectPublicKeyInfo.getInstance(
                                keys.getPublic().getEncoded())));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(ada.key())));
    }
}
