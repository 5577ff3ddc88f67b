package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markup that says itself which charset it is in. */
class OwnCharsetTest {

    private static final Identifier NUMBER = new Identifier(PhiKind.SSN, "123456789");

    /** Full-width digits and hyphens. */
    private static final String WIDE = "SSN \uff11\uff12\uff13\u2010\uff14\uff15\u2010\uff16\uff17\uff18\uff19";

    static Stream<String> several() {
        return Charset.availableCharsets().keySet().stream()
                .filter(name -> !name.startsWith("UTF") && !name.startsWith("x-") && !name.contains("2022"));
    }

    private static byte[] shifted(String before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin(before));
        out.writeBytes(WIDE.getBytes(Charset.forName("iso-2022-jp")));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><meta charset=iso-2022-jp>",
                "<html><META content='text/html; CHARSET = \"ISO-2022-JP\"' http-equiv=content-type>",
                "<html><meta charset='iso-&#50;022-jp'>",
                "<html><!-- <meta charset=utf-8> --><meta charset=iso-2022-jp>",
                "<?xml version='1.0' encoding='iso-2022-jp'?><html>",
            })
    void isReadInThatToo(String head) {
        for (String type : new String[] {"text/html", "text/html; charset=utf-8", "application/octet-stream"}) {
            Findings findings = inspect(type.equals("text/html") ? "" : "a.html", type, shifted(head));
            assertThat(findings.identifiers()).as(type).contains(NUMBER);
            assertThat(findings.uninspectable()).as(type).isEmpty();
        }
    }

    @Test
    void aTextThatNamesNoneAndHasEscapeSequencesIsReadAsTheySay() {
        for (String type : new String[] {"text/plain", "text/html", "application/octet-stream"}) {
            assertThat(inspect("a.txt", type, shifted("")).identifiers())
                    .as(type)
                    .contains(NUMBER);
        }
        assertThat(inspect("a.txt", "text/plain; charset=utf-8", shifted("")).identifiers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-7", "hz-gb-2312", "x-nobody-knows"})
    void isUnreadWhereNobodyKnowsThat(String charset) {
        byte[] html = latin("<html><meta charset=" + charset + "><p>+ADE-</p></html>");
        assertThat(reasons(inspect("", "text/html", html))).containsExactly(UninspectableReason.UNKNOWN_CHARSET);
        assertThat(reasons(inspect("a.html", "application/octet-stream", html)))
                .containsExactly(UninspectableReason.UNKNOWN_CHARSET);
    }

    @Test
    void isUnreadWhereItNamesMoreThanAnyoneWrites() {
        byte[] html = (several().collect(Collectors.joining(" charset=", "<meta charset=", ">")) + "Gr\u00fc\u00dfe")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(OwnCharset.decode(html, Optional.empty()).readings().size()).isLessThan(6);
        assertThat(reasons(inspect("", "text/html", html))).contains(UninspectableReason.UNKNOWN_CHARSET);
        assertThat(reasons(inspect("", "text/html; charset=iso-8859-1", html))).isEmpty();
    }

    @Test
    void isReadInItsOwnWhereAFileHasNoOther() {
        byte[] html = "<html><meta charset=koi8-r><p>\u041c\u0420\u041d</p><p>SSN 123-45-6789</p>"
                .getBytes(Charset.forName("koi8-r"));
        Findings findings = inspect("a.html", "application/octet-stream", html);
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><meta charset=utf-8><p>Gr\u00fc\u00dfe</p>",
                "<html><meta charset=x-nobody-knows><p>See you</p>",
                "<html><meta http-equiv=Content-Type content='text/html; charset=unicode'><p>See you</p>",
                "<?xml version='1.0' encoding='utf-16'?><html><p>See you</p>",
                "<html><meta name=description content='a charset is a set'><p>See you</p>",
            })
    void isNoMatterInOrdinaryMail(String html) {
        assertThat(OwnCharset.decode(html.getBytes(StandardCharsets.UTF_8), Optional.of("utf-8"))
                        .readings())
                .containsExactly(html);
        assertThat(inspect("", "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                        .uninspectable())
                .isEmpty();
    }
}
