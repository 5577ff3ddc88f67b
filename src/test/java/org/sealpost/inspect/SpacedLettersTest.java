package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words whose letters stand apart. */
class SpacedLettersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Take m e t f o r m i n daily",
                "Take m&nbsp;e&nbsp;t&nbsp;f&nbsp;o&nbsp;r&nbsp;m&nbsp;i&nbsp;n&nbsp;&nbsp;5&nbsp;0&nbsp;0&nbsp;m&nbsp;g",
                "m&thinsp;e&thinsp;t&thinsp;f&thinsp;o&thinsp;r&thinsp;m&thinsp;i&thinsp;n",
                "m&#8202;e&#8202;t&#8202;f&#8202;o&#8202;r&#8202;m&#8202;i&#8202;n&#8202;5&#8202;0&#8202;0",
                "<b>m</b><i>e</i><b>t</b><i>f</i><b>o</b><i>r</i><b>m</b><i>i</i><b>n</b>",
                "<b>m</b> <i>e</i>\n<b>t</b> <i>f</i> <b>o</b> <i>r</i> <b>m</b> <i>i</i> <b>n</b>",
                "<table><tr><td>m</td><td>e</td><td>t</td><td>f</td><td>o</td><td>r</td></tr>"
                        + "<tr><td>m</td><td>i</td><td>n</td></tr></table>",
                "<table>\n <tr>\n  <td>m</td>\n  <td>e</td>\n  <td>t</td>\n  <td>f</td>\n  <td>o</td>\n  <td>r</td>"
                        + "\n  <td>m</td>\n  <td>i</td>\n  <td>n</td>\n </tr>\n <tr>\n  <td>5</td></tr></table>",
                "<table><tr><td><p>m</p></td><td><p>e</p></td><td>t<td>f<td>o<td>r<td>m<td>i<td>n</table>",
                "m | e | t | f | o | r | m | i | n",
                "<bdo dir=rtl>n i m r o f t e m</bdo>",
                "&#x1d426; &#x1d41e; &#x1d42d; &#x1d41f; &#x1d428; &#x1d42b; &#x1d426; &#x1d422; &#x1d427;",
                "C&nbsp;O&nbsp;P&nbsp;D",
            })
    void areReadJoined(String html) {
        assertThat(inspect("a.html", "text/html", html.getBytes(StandardCharsets.UTF_8))
                        .tellsOfHealth())
                .isTrue();
    }

    @Test
    void areReadWithWhatStandsAroundThem() {
        assertThat(found("SSN: 1 2 3 - 4 5 - 6 7 8 9\nthanks")).contains(PhiKind.SSN);
        assertThat(found("The patient is J o h n  S m i t h, he has  d i a b e t e s"))
                .contains(PhiKind.NAME);
        assertThat(found("Patient: J o h n S m i t h, seen today")).contains(PhiKind.NAME);
        assertThat(found("M R N : A 5 5 5 1 2 0")).contains(PhiKind.MEDICAL_RECORD_NUMBER);
        String far = "See you soon. ".repeat(100);
        assertThat(found("d i a b e t e s " + far + " a s t h m a " + far + " SSN 1 2 3 - 4 5 - 6 7 8 9"))
                .contains(PhiKind.SSN, PhiKind.CONDITION);
    }

    @Test
    void areReadJoinedInDocuments() {
        String[] cells = "SSN,5,1,2,4,5,6,7,8,9".split(",");
        assertThat(inspect("a.xlsx", "application/octet-stream", Documents.xlsx(cells))
                        .counts())
                .containsKey(PhiKind.SSN);
        assertThat(inspect("a.docx", "application/octet-stream", Documents.docx("d i a b e t e s"))
                        .counts())
                .containsKey(PhiKind.CONDITION);
        assertThat(inspect("a.pdf", "application/pdf", Documents.pdf("d i a b e t e s"))
                        .counts())
                .containsKey(PhiKind.CONDITION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pages: 1 2 3 4 5 6 7 8 9 10 Next",
                "Choose a b c d e",
                "Yours, J K",
                "- - - - - - - -",
                "| - | - | - | * |",
                "Plan A or plan B, at 9 a.m. I am in.",
            })
    void areNoneWhereNobodyWritesAWordSo(String text) {
        assertThat(SpacedLetters.joined(text)).isEmpty();
    }

    @Test
    void areReadOnceHoweverManyThereAre() {
        String text = "Take d i a b e t e s or a s t h m a now. ".repeat(1000);
        assertThat(SpacedLetters.joined(text).stream().collect(Collectors.summingInt(String::length)))
                .isLessThan(2 * text.length());
    }

    private static Iterable<PhiKind> found(String text) {
        return inspect("a.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .counts()
                .keySet();
    }
}
