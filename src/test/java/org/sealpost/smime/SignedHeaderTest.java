package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
        "Date: Mon, Cc: eve@eve.example / Date: Mon"
    })
    void aHeaderThatIsAnotherThanTheSignedOneIsNotSigned(String signed, String shown) throws Exception {
        String text = SmimeMessages.text(signed(signer("CN=Bo", "bo@patient.example")));
        int inner = text.indexOf("\r\n\r\n");
        String changed = text.substring(0, inner).replace(signed, shown.replace(" / ", "\r\n")) + text.substring(inner);
        assertThat(changed).isNotEqualTo(text);

        assertThat(verdict(changed)).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.HEADER_DIFFERS));
    }

    @Test
    void aHeaderThatWasFoldedOnItsWayIsTheSame() throws Exception {
        String text = SmimeMessages.text(signed(signer("CN=Bo", "bo@patient.example")));

        assertThat(verdict(text.replaceFirst("Subject: ", "Subject:\r\n  ")))
                .isInstanceOf(SignatureVerdict.Valid.class);
    }

    /** RFC 8550 section 3: the subject's address is recognised, and told of; no name constraint binds it. */
    @Test
    void anAddressInTheSubjectAloneIsToldFromNone() throws Exception {
        assertThat(verdict(SmimeMessages.text(signed(signer("E=bo@patient.example,CN=Bo")))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.ADDRESS_IN_SUBJECT));
        assertThat(verdict(SmimeMessages.text(signed(signer("E=bo@patient.example,CN=Bo", "cy@patient.example")))))
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_ADDRESS));
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
