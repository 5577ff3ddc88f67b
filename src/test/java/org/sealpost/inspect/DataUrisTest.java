package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that stands in the markup itself. */
class DataUrisTest {

    /** A file that nobody looked into. */
    private static final String FILE = "data:application/pdf;base64,JVBERi0xLjQK";

    /** As pages have it that load their pictures late: one pixel by one. */
    private static final String PIXEL =
            "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static String picture(int width, int height) {
        byte[] octets = new byte[60];
        System.arraycopy("GIF89a".getBytes(StandardCharsets.ISO_8859_1), 0, octets, 0, 6);
        octets[6] = (byte) width;
        octets[7] = (byte) (width >> 8);
        octets[8] = (byte) height;
        octets[9] = (byte) (height >> 8);
        return "data:image/gif;base64," + Base64.getEncoder().encodeToString(octets);
    }

    private static final List<String> PLACES = List.of(
            "<img src='%s'>",
            "<img src=' \n%s'>",
            "<td background=\"%s\">",
            "<p style=\"background:url(%s)\">",
            "<p style='background: url( \"%s\" )'>",
            "<style>.a{background:url(%s)}</style>",
            "<style>.a { background : URL('%s') }</style>",
            "<img srcset='x.png 1x,%s 2x'>",
            "<img srcset='x.png 1x, %s'>",
            "<!--[if mso]><img src='%s'><![endif]-->");

    @TestFactory
    Stream<DynamicTest> hidesWhatIsNoLogoWhereverItStands() {
        return PLACES.stream()
                .map(place -> DynamicTest.dynamicTest(place, () -> {
                    for (String content : List.of(
                            FILE,
                            FILE.replace("data:", "DATA:"),
                            "data:image/svg+xml;utf8,%3Csvg%3E",
                            "data:,SSN",
                            picture(2000, 2000),
                            PIXEL.replace("image/gif", "text/html"))) {
                        assertThat(unread(String.format(place, content)))
                                .as(content)
                                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> passesOverLogosWhereverTheyStand() {
        return PLACES.stream()
                .map(place -> DynamicTest.dynamicTest(place, () -> {
                    for (String content : List.of(PIXEL, picture(400, 200))) {
                        assertThat(unread(String.format(place, content)))
                                .as(content)
                                .isEmpty();
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src='da&#10;ta:image/png;base64,AA'>",
                "<img src='da&Tab;ta&colon;image/png;base64,AA'>",
                "<img src='d\na\nt\na\n:image/png;base64,AA'>",
                "<img src='&#100;ata:image/png;base64,AA'>",
                "<style>.a{background:url(\\64 ata:image/png;base64,AA)}</style>",
                "<style>.a{background:url('da\\ta:image/png;base64,AA')}</style>",
                "<style>.a{background:url('data\\:image/png;base64,AA')}</style>",
                "<style>.a{background:url('da\\\nta:image/png;base64,AA')}</style>",
                "<style>.a{background:url('da\tta:image/png;base64,AA')}</style>",
                "<p style='background:url(&#x5c;64 ata:image/png;base64,AA)'>",
                "<p style='background:url(\\000064ata: image/png; base64,AA)'>",
                "<meta http-equiv=refresh content='0;url=data:text/html,x'>",
                "<p style='background:url(R0lGODlhAQABAIAAAAAAAP),url(data:image/png;base64,AA)'>",
            })
    void isFoundHoweverItIsWritten(String html) {
        assertThat(unread(html)).containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img alt='Our data: 12, 13 and 14' src=x>",
                "<a title='see data: all, or none' href='https://a.example/?data:x,y'>x</a>",
                "<style>v\\:* {behavior:url(#default#VML);}\n.data:hover{color:red}\n\t.x{metadata:a,b}</style>",
            })
    void isNoneWhereItIsAWord(String html) {
        assertThat(unread(html)).isEmpty();
    }

    private static Set<UninspectableReason> unread(String html) {
        return reasons(inspect("", "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)));
    }
}
