package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.portal.MailView.Section;
import org.sealpost.portal.PortalPages.Body;

/** A body with HTML is one document, in one frame. */
class FramedBodyTest {

    private static final Section HTML = new Section.Html(SafeHtml.of("<p>one<script>x()</script>"));
    private static final Section PLAIN = new Section.PlainText("two <b>&amp;</b>");

    @Test
    void allSectionsStandInOneDocumentInTheirOrderAndTextIsText() {
        assertThat(new FramedBody(List.of(HTML, PLAIN, HTML)).document())
                .contains("<body><div><p>one</p></div><div class=\"plain\">two &lt;b&gt;&amp;amp;&lt;/b&gt;</div>"
                        + "<div><p>one</p></div></body>");
    }

    @Test
    void textStandsInThePageOnlyWhereThereIsNoHtml() {
        assertThat(body(PLAIN, PLAIN)).isEqualTo(new Body("", List.of("two <b>&amp;</b>", "two <b>&amp;</b>")));
        assertThat(body(PLAIN, HTML)).isEqualTo(new Body("short", List.of()));
        assertThat(body()).isEqualTo(new Body("", List.of()));
    }

    @Test
    void theFrameIsAsHighAsAllOfItsSectionsNeed() {
        Section lines = new Section.PlainText("line\r\n".repeat(8));

        assertThat(body(HTML, lines).frame()).isEqualTo("short");
        assertThat(body(HTML, lines, lines).frame()).isEqualTo("middle");
        assertThat(body(HTML, lines, lines, lines, lines).frame()).isEqualTo("long");
    }

    private static Body body(Section... sections) {
        return Body.of(new MailView("", "", Optional.empty(), List.of(sections), List.of()));
    }
}
