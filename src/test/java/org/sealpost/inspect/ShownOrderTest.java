package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is written backwards and shown forwards. */
class ShownOrderTest {

    private static final Identifier NUMBER = new Identifier(PhiKind.SSN, "123456789");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSN <bdo dir=rtl>9876-54-321</bdo>",
                "<BDO DIR='RTL'>9876-54-321 NSS</BDO>",
                "<bdo hidden dir=rtl>9876-54-321 NSS</bdo>",
                "<bdo/dir=rt&#108;>9876-54-321 NSS</bdo>",
                "<div dir=rtl><bdo>9876-54-321 NSS</bdo></div>",
                "<bdo dir=rtl>9876<b>-54</b>-321\nNSS</bdo>",
                "SSN <span style='direction: rtl; unicode-bidi: bidi-override'>9876-54-321</span>",
                "SSN <span style='DIRECTION:RTL;UNICODE-BIDI:ISOLATE-OVERRIDE'>9876-54-321</span>",
                "SSN <span style='direction:rtl;unicode-bidi:bidi-overr\\69 de'>9876-54-321</span>",
                "<p style='direction:rtl'>a <i style='unicode-bidi:bidi-override'>9876-54-321 NSS</i></p>",
                "<p style='direction:rtl;unicode-bidi:bidi-override'>x<br>9876-54-321 NSS<br>y</p>",
                "<style>.t{unicode-bidi:bidi-override;direction:rtl}</style>SSN <i class='a t'>9876-54-321</i>",
                "SSN <i id=T>9876-54-321</i><style>td, p > #t { direction : rtl ; unicode-bidi: /**/bidi-override }</style>",
                "<style>@media all { i { direction: rtl } } i[id] { unicode-bidi: bidi-override }</style>"
                        + "SSN <i id=T>9876-54-321</i>",
                "<style>:root .x { direction: rtl } .y{unicode-bidi: \\bidi-override}</style>"
                        + "SSN <i class=x><b class=y>9876-54-321</b></i>",
                "<svg><text direction=rtl unicode-bidi=bidi-override>9876-54-321 NSS</text></svg>",
                "SSN &#x202e;9876-54-321&#x202c;.",
                "SSN &#8238;9876-54-321&#8236;.",
                "<p>\u202e9876-54-321\nNSS</p>",
                // Only the groups stand from right to left: 123 45 6789.
                "SSN <span dir=rtl>6789 45 123</span>",
                "SSN <bdo dir=rtl>9876-54-<bdo dir=ltr>123</bdo></bdo>",
            })
    void isReadAsItIsShownInHtml(String html) {
        Findings findings = inspect("a.html", "text/html", html.getBytes(StandardCharsets.UTF_8));
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSN <bdo dir=ltr>123-45-6789</bdo>",
                "SSN <bdo dir=rtl>123-45-6789</bdo>",
                "<p style='direction:rtl;unicode-bidi:bidi-override'>x</p><p>SSN 123-45-6789</p>",
                "<p style='direction:rtl;unicode-bidi:bidi-override'>x<p>SSN 123-45-6789",
                "<p dir=rtl>SSN 123-45-6789</p>",
            })
    void isReadAsItIsWrittenToo(String html) {
        assertThat(inspect("a.html", "text/html", html.getBytes(StandardCharsets.UTF_8))
                        .identifiers())
                .contains(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSN \u202e9876-54-321\u202c.", "SSN \u20679876 54 321\u2069.", "\u202e9876-54-321 NSS"})
    void isReadAsItIsShownInPlainText(String text) {
        String turned = text.replace("9876 54 321", "6789 45 123");
        assertThat(inspect("a.txt", "text/plain; charset=utf-8", turned.getBytes(StandardCharsets.UTF_8))
                        .identifiers())
                .contains(NUMBER);
        assertThat(inspect("a.docx", "application/octet-stream", Documents.docx(turned))
                        .identifiers())
                .contains(NUMBER);
    }

    @Test
    void turnsItsBracketsToo() {
        assertThat(ShownOrder.of("a\n\u202e2410-555 (305)\u202c\nb")).contains("(503) 555-0142");
    }

    @Test
    void mayNotTurnWithinTurnsWithoutEnd() {
        String nested = "<bdo dir=rtl><bdo dir=ltr>".repeat(20);
        assertThat(reasons(inspect("a.html", "text/html", nested.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
        String rules = "<style>" + ".a{direction:rtl}".repeat(3000) + "</style>";
        assertThat(reasons(inspect("a.html", "text/html", rules.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    @Test
    void isNoMatterInOrdinaryMail() {
        HtmlText html = HtmlText.of("<html dir=ltr><style>p{color:red}</style><p dir='auto' class=ltr>See you</p>");
        assertThat(html.turned()).isEmpty();
    }
}
