package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.gateway.InboundReading.Signature;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.HeaderProtection;
import org.sealpost.smime.SignatureFault;
import org.sealpost.smime.SmimeReading;

/** What a reading says of an author. */
class InboundReadingTest {

    /** A list that adds a Sender leaves the author's word as it was: nobody is another person for it. */
    @ParameterizedTest
    @CsvSource({"SENDER_ADDED, false", "HEADER_DIFFERS, true", "OTHER_ADDRESS, true", "WEAK, true"})
    void aSignatureThatIsNotAcceptedSpeaksAgainstTheAuthorUnlessOnlyASenderWasAdded(
            SignatureFault fault, boolean contradicted) {
        RawMessage message = RawMessage.of("From: bo@patient.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        InboundReading reading = new InboundReading(
                message,
                message,
                Optional.empty(),
                Optional.empty(),
                SmimeReading.Left.NOTHING,
                new Signature.Unacceptable(fault),
                HeaderProtection.Kind.SIGNED);

        assertThat(reading.isContradicted()).isEqualTo(contradicted);
        assertThat(reading.provenAuthor()).isEmpty();
    }
}
