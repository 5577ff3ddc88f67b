package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;

/** Content with the line ends of mail, and content that cannot be sent as mail. */
class TextLinesTest {

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    @Test
    void passesOnEncryptedWhatSmtpCannotCarry() throws Exception {
        RawMessage binary = envelopes.sealed(
                "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\r");

        assertThat(reader.read(binary, List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.UNSENDABLE));
    }

    @Test
    void endsTheLinesOfUnixTextAsMailHasThem() throws Exception {
        RawMessage unix = envelopes.sealed("Content-Type: text/plain\n\none\ntwo\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(unix, List.of(envelopes.identity()));

        assertThat(SmimeMessages.body(read.view())).asString().isEqualTo("one\r\ntwo\r\n");
        assertThat(read.view().value("Content-Type")).contains("text/plain");
    }
}
