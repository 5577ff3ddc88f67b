package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.HeaderField;

/** Reading Content-Type, and adding a parameter to it (RFC 2045 section 5.1). */
class ContentTypeFieldTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "text/plain | text/plain; hp=\"cipher\"",
                "TEXT/Plain;charset=UTF-8 | TEXT/Plain;charset=UTF-8; hp=\"cipher\"",
                "text/plain; charset=utf-8; | text/plain; charset=utf-8; hp=\"cipher\"",
                "text/plain; charset=utf-8 ; ; | text/plain; charset=utf-8; hp=\"cipher\"",
                "text/plain; (a \\) comment (nested)) charset=utf-8 (last) |"
                        + " text/plain; (a \\) comment (nested)) charset=utf-8 (last);\\r\\n hp=\"cipher\"",
                "multipart/mixed; boundary=\"a;b \\\" c\" | multipart/mixed; boundary=\"a;b \\\" c\"; hp=\"cipher\"",
                "multipart/mixed; boundary=----=_Part_1 | multipart/mixed; boundary=----=_Part_1; hp=\"cipher\"",
                "text/plain; name*0*=utf-8''a; name*1=b | text/plain; name*0*=utf-8''a; name*1=b; hp=\"cipher\"",
                "multipart/mixed;\\r\\n\\tboundary=x | multipart/mixed;\\r\\n\\tboundary=x; hp=\"cipher\"",
                "multipart/alternative; boundary=\"0123456789012345678901234567890\" |"
                        + " multipart/alternative; boundary=\"0123456789012345678901234567890\";\\r\\n hp=\"cipher\"",
            })
    void addsAParameterAtTheEndAndKeepsTheRest(String value, String expected) throws SmimeException {
        assertThat(ContentTypeField.parse(field(unescaped(value))).with("hp=\"cipher\""))
                .isEqualTo("Content-Type: " + unescaped(expected) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text/plain charset=utf-8",
                "text/plain, text/html",
                "text/plain; charset",
                "text/plain; charset=",
                "text/plain; =utf-8",
                "text/plain; charset=\"utf-8",
                "text/plain; charset=\"utf-8\\",
                "text/plain; charset=\"utf-8\" x",
                "text/plain; charset=utf-8 (open",
                "text/plain; charset=utf-8\"",
                "text/plain; charset=utf-8; charset=utf-7",
                "text/plain; charset=utf-8\r\n\u0000",
                "text/plain\nX: y",
                "text/plain\rX: y",
            })
    void refusesWhatCouldBeReadInTwoWays(String value) {
        assertThatThrownBy(() -> ContentTypeField.parse(field(value)))
                .isInstanceOf(SmimeException.class)
                .hasMessage("The message's Content-Type is malformed, so its header cannot be protected.");
    }

    @Test
    void readsTypeAndParameters() throws SmimeException {
        ContentTypeField field = ContentTypeField.parse(field("Text/HTML; Charset=\"utf\\-8\"; format=flowed"));

        assertThat(field.mediaType()).isEqualTo("text/html");
        assertThat(field.parameters()).containsEntry("charset", "utf-8").containsEntry("format", "flowed");
    }

    /** Whatever a sender writes: it is refused, or the added parameter is read as one, and nothing else changes. */
    @Property(tries = 5000)
    void readsBackWhatItAdds(@ForAll("values") String value) {
        ContentTypeField before;
        try {
            before = ContentTypeField.parse(field(value));
        } catch (SmimeException refused) {
            return;
        }
        ContentTypeField after;
        try {
            after = ContentTypeField.parse(new HeaderField("Content-Type", before.with("x-added=\"cipher\"")));
        } catch (SmimeException unreadable) {
            throw new AssertionError(unreadable);
        }
        Map<String, String> expected = new HashMap<>(before.parameters());
        expected.put("x-added", "cipher");
        assertThat(after.parameters()).isEqualTo(expected);
        assertThat(after.mediaType()).isEqualTo(before.mediaType());
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "text", "/", "plain", ";", " ", "\t", "\r\n ", "charset", "=", "\"", "\\", "(", ")", "a",
                        "\u00e9", "*", "\0")
                .list()
                .ofMaxSize(12)
                .map(parts -> "text/plain;" + String.join("", parts));
    }

    private static String unescaped(String text) {
        return text.replace("\\r\\n", "\r\n").replace("\\t", "\t");
    }

    private static HeaderField field(String value) {
        return new HeaderField("Content-Type", "Content-Type: " + value + "\r\n");
    }
}
