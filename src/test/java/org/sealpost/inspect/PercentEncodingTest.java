package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.RawMessage;

class PercentEncodingTest {

    private static final String SAID = "Patient:%20Dana%20Whitfield,%20MRN%2000012345";

    @Test
    void decodesEachLinkOnceInItsOwnLines() {
        assertThat(PercentEncoding.decoded(
                        "at https://a.example/?x=a%20b&y=%C3%A9 and <http://b.example/%2520>, 100% of 5%"))
                .isEqualTo("https://a.example/\nx=a b\ny=\u00e9\nhttp://b.example/%20\n");
        assertThat(PercentEncoding.decoded("100% sure, 5%")).isEmpty();
        assertThat(PercentEncoding.decoded("%41")).isEqualTo("A\n");
    }

    @TestFactory
    Stream<DynamicTest> whatLinksSayIsFound() {
        return Stream.of(
                        html("<a href=\"mailto:a@b.example?subject=Labs&amp;body=" + SAID + "\">Labs</a>"),
                        html("<a href='https://b.example/?q=" + SAID + "'>Labs</a>"),
                        plain("See https://b.example/?q=" + SAID + " for labs."),
                        plain("https://b.example/" + SAID))
                .map(mail -> DynamicTest.dynamicTest(
                        new String(mail),
                        () -> assertThat(new Inspector()
                                        .inspect(RawMessage.of(mail))
                                        .identifiers())
                                .contains(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"))));
    }

    @Test
    void aLinkInADocumentIsDecodedToo() {
        PdfSource file = new PdfSource()
                .page("/Annots[6 0 R]")
                .object("<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://b.example/?q=" + SAID
                        + ")>>>>");
        assertThat(inspect("a.pdf", "application/pdf", file.octets()).identifiers())
                .contains(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"));
    }

    private static byte[] html(String body) {
        return latin("Content-Type: text/html\r\n\r\n" + body);
    }

    private static byte[] plain(String body) {
        return latin("Content-Type: text/plain\r\n\r\n" + body);
    }
}
