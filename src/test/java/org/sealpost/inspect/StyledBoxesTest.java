package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that run on within a line, and that styles show apart all the same. */
class StyledBoxesTest {

    private static final Identifier NUMBER = new Identifier(PhiKind.SSN, "123456789");

    private static Findings read(String html) {
        return inspect("", "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "display:block",
                "DISPLAY : Flex",
                "display:grid",
                "display:table-cell",
                "display:inline-block",
                "color:red; float:left",
                "position:absolute;top:2em",
                "dis\\70lay:block",
                "display&#58;list-item",
            })
    void endAWord(String style) {
        String html =
                "<span style='" + style + "'>SSN 123-45-6789</span><span style='" + style + "'>Refill metformin</span>";
        Findings findings = read(html);
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"menu", "dir", "hgroup", "search", "listing", "xmp", "optgroup"})
    void areNotNeededByElementsThatStandApartByThemselves(String element) {
        assertThat(read("<b>SSN 123-45-6789</b><e>Refill metformin</e>".replace("e>", element + ">"))
                        .identifiers())
                .contains(NUMBER);
    }

    @Test
    void endAWordInCardsOfLabelsAndValues() {
        Findings findings = read("<style>.l, .v { display: block }</style><b class=l>DOB</b>"
                + "<span class=v>03/14/1962</span><b class=l>Dx</b><span class=v>I10</span>"
                + "<b class=l>Patient</b><span class=v>Dana</span><span class=v>Whitfield</span>");
        assertThat(findings.identifiers())
                .contains(
                        new Identifier(PhiKind.DATE_OF_BIRTH, "1962-03-14"),
                        new Identifier(PhiKind.DIAGNOSIS_CODE, "I10"))
                .anyMatch(one -> one.kind() == PhiKind.NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>1</b>23-45-6789",
                "<p style='display:block'>SSN <b>1</b>23-45-6789</p>",
                "<style>img{display:block}</style>SSN 123-45<b>-67</b>89",
            })
    void leaveWhatRunsOnAsItIs(String html) {
        assertThat(read(html).identifiers()).contains(NUMBER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p><b>D</b>ear all</p>
            <p style='display:none'>a<b>b</b></p>
            <p style='display:inline;float:none;position:relative'>a<b>b</b></p>
            <p style='display:block'>Dear <b>all</b>, see <i>you</i>.<br>Bye</p>
            <style>td{display:block}</style><td>a</td><td>b</td>
            """)
    void areNoMatterInOrdinaryMail(String html) {
        assertThat(HtmlText.of(html).apart()).isEmpty();
    }
}
