package org.sealpost.portal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.portal.MailView.Section;

class MailReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain text             | Content-Type: text/plain~~Hello                                                             | Hello | 0
            no content type        | Subject: x~~Hello                                                                           | Hello | 0
            no header at all       | ~~Hello                                                                                     | Hello | 0
            quoted-printable       | Content-Type: text/plain; charset=utf-8~Content-Transfer-Encoding: quoted-printable~~Gr=C3=BC=C3=9Fe | Grüße | 0
            latin-1                | Content-Type: text/plain; charset=iso-8859-1~Content-Transfer-Encoding: quoted-printable~~Gr=FC=DFe | Grüße | 0
            unknown charset        | Content-Type: text/plain; charset=x-none~~Hello                                             | Hello | 0
            unknown encoding       | Content-Type: text/plain~Content-Transfer-Encoding: x-none~~Hello                           | Hello | 0
            HTML is sanitised      | Content-Type: text/html~~<p onclick=x>Hello</p><script>1</script>                           | <p>Hello</p> | 0
            HTML before text       | Content-Type: multipart/alternative; boundary=b~~--b~~plain~--b~Content-Type: text/html~~<b>rich</b>~--b-- | <b>rich</b> | 0
            text and a calendar    | Content-Type: multipart/alternative; boundary=b~~--b~~plain~--b~Content-Type: text/calendar~~X~--b-- | plain | 1
            related picture        | Content-Type: multipart/related; boundary=b~~--b~Content-Type: text/html~~<b>x</b><img src=cid:1>~--b~Content-Type: image/png~Content-ID: <1>~~x~--b-- | <b>x</b> | 1
            text twice             | Content-Type: multipart/mixed; boundary=b~~--b~~one~--b~~two~--b--                          | one+two | 0
            attached text          | Content-Type: multipart/mixed; boundary=b~~--b~~one~--b~Content-Disposition: attachment~~two~--b-- | one | 1
            nested message         | Content-Type: multipart/mixed; boundary=b~~--b~~one~--b~Content-Type: message/rfc822~~Subject: in~~two~--b-- | one | 1
            no boundary parameter  | Content-Type: multipart/mixed~~Hello                                                        | Hello | 0
            broken content type    | Content-Type: ///;;;=~~Hello                                                                |       | 1
            not closed             | Content-Type: multipart/mixed; boundary=b~~--b~~one                                         | one | 0
            """)
    void showsTheBestTextAndOffersTheRest(String name, String message, String text, int attachments) {
        MailView view = read(message.strip().replace("~", "\r\n"));

        String shown = view.sections().stream()
                .map(section -> switch (section) {
                    case Section.PlainText plain -> plain.text().strip();
                    case Section.Html html -> html.html().markup().strip();
                })
                .collect(Collectors.joining("+"));
        assertThat(shown).isEqualTo(text == null ? "" : text);
        assertThat(view.attachments()).hasSize(attachments);
    }

    @Test
    void readsEncodedHeadersWithoutControlCharacters() {
        MailView view =
                read("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe=0D=0ABcc:_x?=\r\nFrom: =?x-none?Q?x?= <a@b.example>\r\n\r\n");

        assertThat(view.subject()).startsWith("Grüße").doesNotContain("\r", "\n");
        assertThat(view.from()).contains("a@b.example");
    }

    @Test
    void aDeeplyNestedMessageEndsAsADownload() {
        StringBuilder bomb = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            bomb.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }

        assertThat(read(bomb + "\r\nHello").attachments()).hasSizeLessThanOrEqualTo(1);
    }

    @Property(tries = 300)
    void neverThrows(@ForAll byte[] octets) {
        assertThat(MailReader.read(octets).subject()).isNotNull();
        assertThat(read("Content-Type: multipart/mixed; boundary=\"" + new String(octets, ISO_8859_1))
                        .sections())
                .isNotNull();
    }

    private static MailView read(String octets) {
        return MailReader.read(octets.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
