package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;

/** Text that the document's parser passes over is found by the second reading. */
class RtfTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\\rtf1\\ansi MRN 00012345 diabetes}",
                "{\\rtf1\\ansi MRN 000{\\b}12345 diabetes{\\par}}",
                "{\\rtf1\\ansi{\\*\\docvar{note}{MRN 00012345}}x\\par}",
                "{\\rtf1\\ansi{\\*\\unknown MRN 00012345}x\\par}",
                "{\\rtf1\\ansi x\\par}MRN 00012345",
                "{\\rtf1\\ansi M\\'52N 0001\\u50?345\\par}",
                "{\\rtf1\\ansi MRN\\~000\r\n12345\\par}",
                "{\\rtf1\\ansi MRN 000{\\v 77}12345 diabetes\\par}",
                "{\\rtf1\\ansi MRN 000\\v 77\\v0 12345 diabetes\\par}",
                "{\\rtf1\\ansi MRN 000\\v1 7{7}\\plain 12345 diabetes\\par}",
                "{\\rtf1\\ansi x {\\v MRN 00012345}\\par}",
            })
    void aNumberIsFoundWhereverItStands(String rtf) {
        String message = "From: a@practice.example\r\nMIME-Version: 1.0\r\nContent-Type: application/rtf\r\n"
                + "Content-Disposition: attachment; filename=a.rtf\r\nContent-Transfer-Encoding: binary\r\n\r\n" + rtf;

        Findings findings = new Inspector().inspect(RawMessage.of(message.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(findings.identifiers()).contains(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"));
    }
}
