package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    /** What may be left: tags of the short list with harmless attributes. */
    private static final Pattern HARMLESS_TAG = Pattern.compile(
            "</?(p|div|span|br|hr|b|strong|i|em|u|s|small|sub|sup|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|code|table|caption"
                    + "|thead|tbody|tfoot|tr|th|td|a)( (href=\"(https?:|mailto:)[^\"]*\"|rel=\"[a-z ]*\"|dir=\"[a-z]*\""
                    + "|(colspan|rowspan)=\"[0-9]+\"))* ?/?>");

    static Iterable<String> corpus() {
        return XssCorpus.CASES;
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void leavesNothingThatActsOrLoads(String attack) {
        String safe = SafeHtml.of(attack).markup();

        assertThat(HARMLESS_TAG.matcher(safe).replaceAll("")).doesNotContain("<");
    }

    @Test
    void keepsWhatALetterIsMadeOf() {
        String letter =
                "<h2>Dear Robin</h2><p>All is <b>well</b>.<br />See <a href=\"https://practice.example/\">us</a>."
                        + "</p><table><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>";

        // The order of the words in rel is not fixed.
        String safe = SafeHtml.of(letter).markup().replaceAll("rel=\"[a-z ]*noopener[a-z ]*\"", "REL");

        assertThat(safe).isEqualTo(letter.replace("example/\"", "example/\" REL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/portal/messages/1/sign-out",
                "preferences",
                "?x",
                "#top",
                "//thief.example/",
                "https:x",
                "ftp://x/"
            })
    void leavesNoLinkThatIsNoWholeAddress(String address) {
        assertThat(SafeHtml.of("<p><a href=\"" + address + "\">here</a></p>").markup())
                .doesNotContain("href")
                .contains("here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://practice.example/a?b=1",
                "HTTP://practice.example/",
                " https://practice.example/",
                "mailto:a@b.example"
            })
    void leavesLinksToWholeAddresses(String address) {
        assertThat(SafeHtml.of("<a href=\"" + address + "\">here</a>").markup()).contains("href=");
    }
}
