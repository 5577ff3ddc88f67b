package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Whose word a clear signature is, and for which header. */
class SignedHeaderTest {

    private static final String LETTER = """
            From: bo@patient.example
            To: ada@practice.example
            Subject: Appointment
            Date: Mon, 2 Nov 2026 09:00:00 +0000
            Content-Type: text/plain

            See you.
            """;

    private final SmimeReader reader = new SmimeReader(false);

    /** RFC 9788 section 4: a reader takes what stands above a signature for what was signed. */
    @ParameterizedTest
    @CsvSource({
        "Subject: Appointment, Subject: Cancelled",
        "To: ada@practice.example, To: eve@practice.example",
        "Date: Mon, Reply-To: eve@eve.example / Date: Mon",
        "Date: Mon, Cc: eve@eve.example / Date: Mon",
        "From: bo@patient.example, From: Ada House <bo@patient.example>",
        "From: bo@patient.example, From: \"Ada House\" <bo@patient.example>",
        "Date: Mon, Sender: ada@practice.example / Subject: Cancelled / Date: Mon"
    })
    void aHeaderThatIsAnotherThanTheSignedOneIsNotSigned(String signed, String shown) throws Exception {
        String text = SmimeMessages.text(signed(signer("CN=Bo", "bo@patient.example")));
        int inner = text.indexOf("\r\n\r\n");
        String changed = text.substring(0, inner).replace(signed, shown.replace(" / ", "\r\n")) + text.substring(inner);
        assertThat(changed).isNotEqualTo(text);

        assertThat(verdict(changed)).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.HEADER_DIFFERS));
    }

    /** A program on the way may write so what the sender had in raw UTF-8: it shows the same. */
    @ParameterizedTest
    @CsvSource({
        "From: Zo\u00eb <bo@patient.example>, From: =?UTF-8?B?Wm/Dqw==?= <bo@patient.example>",
        "Subject: Gr\u00fc\u00dfe, Subject: =?UTF-8?B?R3LDvMOfZQ==?="
    })
    void aHeaderThatWasWrittenInAsciiOnItsWayIsTheSame(String signed, String shown) throws Exception {
        String letter = LETTER.replaceFirst(signed.substring(0, signed.indexOf(' ')) + ".*", signed);
        String text = SmimeMessages.text(signer("CN=Bo", "bo@patient.example").signOpaque(SmimeMessages.of(letter)));
        String ascii = text.replace(signed, shown);
        assertThat(ascii).isASCII();

        assertThat(verdict(ascii)).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(verdict(ascii.replace(shown, shown.replace("?=", "?= Jr."))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.HEADER_DIFFERS));
    }

    /** Another name or address would deceive, another spelling does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: \"Bo House\" <bo@patient.example> | From: Bo House <bo@patient.example> | From: Bo Mouse",
                "From: Bo H. <bo@patient.example> | From: \"Bo H.\" <bo@patient.example> | From: \"Bo G.\"",
                "From: =?UTF-8?B?Wm/Dqw==?= <bo@patient.example> | From: =?utf-8?Q?Zo=C3=AB?= <bo@patient.example>"
                        + " | From: =?utf-8?Q?Zo?=",
                "From: bo@patient.example | From: <bo@patient.example> | From: \"=?utf-8?Q?Ada?=\""
            })
    void aNameThatWasWrittenOtherwiseOnItsWayIsTheSame(String signed, String shown, String another) throws Exception {
        String letter = LETTER.replace("From: bo@patient.example", signed);
        String text = SmimeMessages.text(signer("CN=Bo", "bo@patient.example").signClear(SmimeMessages.of(letter)));
        String changed = text.replaceFirst(Pattern.quote(signed), Matcher.quoteReplacement(shown));
        assertThat(changed).isNotEqualTo(text);

        assertThat(verdict(changed)).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(verdict(text.replaceFirst(
                        Pattern.quote(signed), Matcher.quoteReplacement(another + " <bo@patient.example>"))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.HEADER_DIFFERS));
    }

    /** As a list does: the mail is no pass, and nothing speaks against its author. */
    @Test
    void aSenderThatWasAddedIsNotSignedAndToldFromAnotherThanTheSignedOne() throws Exception {
        String added = "Sender: list@lists.example\r\nDate: Mon";
        String text = SmimeMessages.text(signed(signer("CN=Bo", "bo@patient.example")));
        assertThat(verdict(text.replaceFirst("Date: Mon", added)))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.SENDER_ADDED));

        String letter = LETTER.replace("Date: Mon", "Sender: office@patient.example\nDate: Mon");
        String ofOffice =
                SmimeMessages.text(signer("CN=Bo", "bo@patient.example").signClear(SmimeMessages.of(letter)));
        assertThat(verdict(ofOffice.replaceFirst("office@patient", "list@patient")))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.HEADER_DIFFERS));
    }

    @Test
    void aHeaderThatWasFoldedOnItsWayIsTheSame() throws Exception {
        String text = SmimeMessages.text(signed(signer("CN=Bo", "bo@patient.example")));

        assertThat(verdict(text.replaceFirst("Subject: ", "Subject:\r\n  ")))
                .isInstanceOf(SignatureVerdict.Valid.class);
    }

    /** RFC 8550 section 3: it is recognised where name constraints bind it too (RFC 5280 section 4.2.1.10). */
    @Test
    void anAddressInTheSubjectCountsWhereThereIsNoSubjectAltName() throws Exception {
        assertThat(verdict(SmimeMessages.text(signed(signer("E=Bo@Patient.example,CN=Bo")))))
                .isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(verdict(SmimeMessages.text(signed(signer("E=cy@patient.example,CN=Bo")))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_ADDRESS));
        assertThat(verdict(SmimeMessages.text(signed(signer("E=bo@patient.example,CN=Bo", "cy@patient.example")))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_ADDRESS));
    }

    /** As Direct Project's organizations have it, and Sealpost's own keys of a domain. */
    @ParameterizedTest
    @CsvSource({
        "Patient.example, '', DOMAIN_ONLY",
        "other.example, '', OTHER_ADDRESS",
        "patient.example, cy@patient.example, OTHER_ADDRESS"
    })
    void aDomainsCertificateIsToldFromAnothers(String domain, String address, SignatureFault fault) throws Exception {
        KeyPair keys = TestCertificate.of("CN=x").issue().keys();
        List<GeneralName> names = new ArrayList<>(List.of(new GeneralName(GeneralName.dNSName, domain)));
        if (!address.isEmpty()) {
            names.add(new GeneralName(GeneralName.rfc822Name, address));
        }
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name("CN=Clinic"),
                                BigInteger.ONE,
                                Date.from(Instant.now().minusSeconds(60)),
                                Date.from(Instant.now().plusSeconds(600)),
                                new X500Name("CN=Clinic"),
                                keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(names.toArray(GeneralName[]::new)))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        SmimeSigner signer =
                new SmimeSigner(new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty()));

        assertThat(verdict(SmimeMessages.text(signed(signer)))).isEqualTo(new SignatureVerdict.Invalid(fault));
    }

    private SignatureVerdict verdict(String text) {
        SmimeReading reading = reader.read(RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1)), List.of());
        return ((SmimeReading.Read) reading).signature();
    }

    private static RawMessage signed(SmimeSigner signer) throws SmimeException {
        return signer.signClear(SmimeMessages.of(LETTER));
    }

    private static SmimeSigner signer(String subject, String... addresses) throws SmimeException {
        TestIdentity identity = TestCertificate.of(subject, addresses).issue();
        return new SmimeSigner(
                new SmimeIdentity(identity.certificate(), List.of(), identity.key(), Optional.empty()),
                Optional.empty(),
                Clock.systemUTC());
    }
}
