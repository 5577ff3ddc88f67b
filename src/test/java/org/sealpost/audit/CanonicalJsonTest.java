package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /** RFC 8785 section 3.2.3's example of sorting: by UTF-16 units, so the emoji comes before U+FB33. */
    @Test
    void sortsMembersAsRfc8785DoesInItsExample() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("\u20ac", "Euro Sign");
        json.put("\r", "Carriage Return");
        json.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        json.put("1", "One");
        json.put("\ud83d\ude00", "Emoji: Grinning Face");
        json.put("\u0080", "Control");
        json.put("\u00f6", "Latin Small Letter O With Diaeresis");
        assertThat(CanonicalJson.of(json))
                .containsSubsequence(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
    }

    /** RFC 8785 section 3.2.2's example, its string and literals. */
    @Test
    void escapesAsRfc8785DoesInItsExample() {
        String given = """
                { "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false] }
                """;
        assertThat(CanonicalJson.of(EventJson.tree(given)))
                .isEqualTo("{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9007199254740992", "-9007199254740992", "1e400", "123456789012345678901234567890"})
    void refusesANumberThatHasNoExactForm(String number) {
        assertThatThrownBy(() -> CanonicalJson.of(EventJson.tree("{\"n\":" + number + "}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTheSameForEveryOrderAndEverySpace() {
        assertThat(CanonicalJson.of(EventJson.tree("{ \"b\" : [1, {\"d\":2,\"c\":-3}], \"a\":\"\" }")))
                .isEqualTo(CanonicalJson.of(EventJson.tree("{\"a\":\"\",\"b\":[1,{\"c\":-3,\"d\":2}]}")))
                .isEqualTo("{\"a\":\"\",\"b\":[1,{\"c\":-3,\"d\":2}]}");
    }
}
