package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.mail.HeaderSection.Ending.NO_HEADER;
import static org.sealpost.mail.HeaderSection.Ending.REGULAR;
import static org.sealpost.mail.HeaderSection.Ending.STRAY_LINE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each message stands in one line, {@code |} for CRLF. */
class HeaderSectionTest {

    @ParameterizedTest
    @CsvSource({
        "'From: a|To: b||text|', 16, 2, REGULAR",
        "'From: a|To: b|', 16, 2, REGULAR",
        "'X: a| folded||text|', 15, 1, REGULAR",
        "'X : a||text|', 7, 1, REGULAR",
        "'|text|', 0, 0, REGULAR",
        "'', 0, 0, REGULAR",
        // Text alone, as old devices send it, also where a line of it looks like a field.
        "'all is well|', 0, 0, NO_HEADER",
        "'paper jam|Error: 12||Subject: x|', 0, 0, NO_HEADER",
        "'Status: paper jam|Tray 2 is empty.|', 19, 1, NO_HEADER",
        "'UPS on battery|Date: 11/30/2026|Load: 40 %|', 0, 0, NO_HEADER",
        "'Report|of the scanner|From: a|To: b|', 0, 0, NO_HEADER",
        // But whoever shall not be seen is not shown.
        "'Report|of the scanner|Bcc: b|', 0, 0, STRAY_LINE",
        "'Subject: x|X Scanner: 3|Date: y||text|', 12, 1, STRAY_LINE",
        // The line of a mailbox file.
        "'From root Mon Nov 30 10:00:00 2026|From: a|Bcc: b||text|', 0, 0, STRAY_LINE",
        "'>From root Mon Nov 30 10:00:00 2026|Content-Type: text/html||text|', 0, 0, STRAY_LINE",
        // A name that is none.
        "'From: a|X Scanner: 3|Bcc: b||text|', 9, 1, STRAY_LINE",
        "'From: a|X-Größe: 3|Bcc: b||text|', 9, 1, STRAY_LINE",
        "'From: a|: 3||text|', 9, 1, STRAY_LINE",
        // Without the empty line.
        "'From: a|text|', 9, 1, STRAY_LINE",
    })
    void endsAtTheFirstLineThatIsNoField_RFC_5322_2_2(
            String message, int length, int fields, HeaderSection.Ending ending) {
        byte[] octets = octets(message);
        assertThat(HeaderSection.of(octets, octets.length)).isEqualTo(new HeaderSection(length, fields, ending));
        assertThat(RawMessage.of(octets).fields()).hasSize(fields);
    }

    @Test
    void howTheHeaderEndedIsRememberedWhateverIsAdded() {
        for (HeaderSection.Ending ending : List.of(REGULAR, NO_HEADER, STRAY_LINE)) {
            String message = switch (ending) {
                case REGULAR -> "From: a||text|";
                case NO_HEADER -> "text|";
                case STRAY_LINE -> "From a|From: a||text|";
            };
            RawMessage stamped = RawMessage.of(octets(message))
                    .withoutFields("bcc"::equalsIgnoreCase)
                    .withFieldsPrepended(List.of("Received: from here"));
            assertThat(stamped.headerEnding()).isEqualTo(ending);
            assertThat(stamped.withFields(stamped.fields()).headerEnding()).isEqualTo(ending);
        }
    }

    private static byte[] octets(String message) {
        return message.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
