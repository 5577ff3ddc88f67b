package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words and numbers that something cuts which nobody sees. */
class HiddenInWordsTest {

    private static final Identifier NUMBER = new Identifier(PhiKind.SSN, "123456789");

    private static Findings read(String html) {
        return inspect("", "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "style='display:none'",
                "style='DISPLAY : NONE !important'",
                "style='color:red; visibility:hidden'",
                "style='font-size:0'",
                "style='font-size:0.0px;'",
                "style='font-size:1px'",
                "style='font: 0/0 a'",
                "style='opacity:0'",
                "style='mso-hide:all'",
                "style='display:inline-block;width:0;overflow:hidden'",
                "style='position:absolute; left:-9999px'",
                "style='position:absolute;clip:rect(0,0,0,0)'",
                "style='color:transparent'",
                "style='dis\\70lay:none'",
                "style='display:/**/none'",
                "style='display&#58;none'",
                "hidden",
                "HIDDEN=''",
                "class=x hidden id=y",
                "class='a gone'",
                "id=Gone",
            })
    void areReadAsTheyAreShown(String hiding) {
        String sheet = "<style>.a{color:red} p .gone, #gone { text-decoration:none; display : none }</style>";
        for (String element : new String[] {"i", "span", "div", "p"}) {
            String html = sheet + "<p>SSN 12<e " + hiding + ">9</e>3-45-67<e " + hiding + ">.0</e>89</p>";
            Findings findings = read(html.replace("<e ", "<" + element + " ").replace("</e>", "</" + element + ">"));
            assertThat(findings.identifiers()).as(element).contains(NUMBER);
            assertThat(findings.uninspectable()).as(element).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSN 123-45<template>0</template>-6789",
                "SSN 123-45<datalist><option>0</option></datalist>-6789",
                "SSN 123-45<i hidden>0</i><b hidden>1</b>-6789",
                "SSN 123-45<b><i hidden>0</i></b><i hidden><u>1</u></i>-6789",
                "SSN 123-45<b hidden><i hidden>0</i></b>-6789",
                "SSN 123-45-6789<i hidden>0</i>",
                "SSN <i hidden>0</i>123-45-6789",
                "SSN 123-45-<i hidden> </i>6789",
                "<div hidden>See you</div>SSN 123-45-6<i hidden>0</i>789",
                "<table style='font-size:0'><td style='font-size:14px'>SSN 123-45-6<i hidden>0</i>789</table>",
                "SSN 123-<div style='display:inline'>45-</div>6789",
                "<table><tr><td style='display:inline'>SSN 123-4</td><td style='display:inline'>5-6789</td></table>",
                "<style>td{display:inline}</style><table><tr><td>SSN 123-4</td><td>5-6789</td></table>",
            })
    void areReadWhateverHides(String html) {
        Findings findings = read(html);
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>SSN 12<label><i hidden>9</label>3-45-6789</p>",
                "<p>SSN 12<b hidden>9<i hidden>9</i>9</b>3-45-6789</p>",
                "<p>SSN 123-45-6789<i hidden>9",
                "<p>SSN 12<i hidden>9</i>3-45-6789</p><bdo dir=rtl>abc</bdo>",
            })
    void areUnreadWhereProgramsMayDisagree(String html) {
        assertThat(reasons(read(html))).containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body><div style='display:none;max-height:0;overflow:hidden'>Our news</div><table><tr><td>Hello</td></table>",
                "<body><span style='display:none'>Our news</span> <p>Hello</p><img style='display:none' src=x>",
                "<style>@media (max-width:600px){.wide{display:none!important}}</style><p class=wide>a</p><p>b</p>",
                "<td style='font-size:0px'><div style='font-size:13px'>Hello</div></td><td>you</td>",
                "<div style='display:inline-block;width:100%'><p>a</p></div><div style='display:inline-block'><p>b</p></div>",
                "<p style='text-decoration:none;font-size:11.0pt' aria-hidden=true>See<b>you</b></p>",
                "<p hidden>a<p>b<span hidden>",
            })
    void areNoneInOrdinaryMail(String html) {
        assertThat(HtmlText.of(html).shown()).isEmpty();
        assertThat(read(html).uninspectable()).isEmpty();
    }

    @Test
    void whatIsHiddenIsReadToo() {
        assertThat(read("<p>a <i hidden>SSN 123-45-6789</i> b</p>").identifiers())
                .contains(NUMBER);
        assertThat(HtmlText.of("<p>Pat<i style=display:none>q</i>ient Jo<i hidden>q</i>hn</p>")
                        .shown()
                        .strip())
                .isEqualTo("Patient John");
    }
}
