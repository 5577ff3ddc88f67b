package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.RawMessage;

/** What is taken for a layer of S/MIME, and how many and how large they may be. */
class LayersTest {

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    /** RFC 8551 section 3.9: gateways on the way rewrite the type. */
    @ParameterizedTest
    @CsvSource({
        "application/octet-stream; name=smime.p7m, attachment",
        "application/octet-stream, attachment; filename=\"SMIME.P7M\""
    })
    void readsWhatIsToldByItsFilesNameAlone(String type, String disposition) throws Exception {
        RawMessage sent = new SmimeEncryptor()
                .encrypt(
                        SmimeMessages.of(SmimeMessages.LETTER),
                        List.of(envelopes.ada().certificate()));
        RawMessage rewritten = sent.withoutFields(
                        name -> name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Content-Disposition"))
                .withFieldsPrepended(List.of("Content-Type: " + type, "Content-Disposition: " + disposition));

        assertThat(reader.read(rewritten, List.of(envelopes.identity()))).isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void refusesAsn1ThatIsNestedWithoutEnd() {
        byte[] deep = new byte[200_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        assertThat(reader.read(SampleEnvelopes.message(deep), List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
    }

    /** Outside the listener counts fields; inside nobody else does. */
    @Test
    void refusesAHeaderWithinThatIsLargerThanAnyoneNeeds() throws Exception {
        String header = "a:\r\n".repeat(100_000);

        assertThat(reader.read(envelopes.sealed(header + SampleEnvelopes.LETTER), List.of(envelopes.identity())))
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
        byte[] layer = SampleEnvelopes.LETTER.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10; i++) {
            layer = ("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                            + Base64.getMimeEncoder().encodeToString(envelopes.cms(layer)))
                    .getBytes(StandardCharsets.US_ASCII);
        }
        assertThat(reader.read(RawMessage.of(layer), List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
    }

    /** Memory is reserved by the size of what came: line ends alone could make twice as much of it. */
    @Test
    void nothingThatIsOpenedBecomesLargerThanTheMessageThatHeldIt() throws Exception {
        String header = "Content-Type: text/plain\n\n";

        assertThat(reader.read(envelopes.sealed(header + "\n".repeat(20_000)), List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
        assertThat(reader.read(envelopes.sealed(header + "a line\n".repeat(20_000)), List.of(envelopes.identity())))
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
        RawMessage message = SampleEnvelopes.message(envelopes.cms(letter.toByteArray()));
        assertThat(message.size()).isGreaterThan(48 << 20);

        SmimeReading.Read read = (SmimeReading.Read) reader.read(message, List.of(envelopes.identity()));

        assertThat(read.view().bodySize()).isEqualTo(letter.size() - 28);
    }
}
