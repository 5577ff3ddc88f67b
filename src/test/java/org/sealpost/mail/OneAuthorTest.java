package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneAuthorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bo@patient.example                               | bo@patient.example
            <bo@patient.example>                             | bo@patient.example
            Bo Sample <Bo@Patient.Example>                   | Bo@patient.example
            "Sample, Bo" <bo@patient.example>                | bo@patient.example
            "eve@eve.example" <bo@patient.example>           | bo@patient.example
            Bo (at home (now)) <bo@patient.example> (really) | bo@patient.example
            bo@patient.example (Bo)                          | bo@patient.example
            bo@patient.example, eve@eve.example              | none
            Bo <bo@patient.example>, Eve <eve@eve.example>   | none
            Friends: bo@patient.example;                     | none
            eve@eve.example <bo@patient.example>             | none
            Bo <bo@patient.example> eve@eve.example          | none
            Bo <bo@patient.example><eve@eve.example>         | none
            Bo <<bo@patient.example>                         | none
            <@relay.example:bo@patient.example>              | none
            "bo"@patient.example                             | none
            "Bo <bo@patient.example>                         | none
            Bo (<bo@patient.example>                         | none
            Bo <bo%eve@patient.example>                      | none
            Bo                                               | none
            <>                                               | none
            """)
    void readsAnAuthorThatNobodyCanReadOtherwise(String from, String author) {
        assertThat(author("From: " + from + "\r\n\r\n")).isEqualTo(author);
    }

    @ParameterizedTest
    @CsvSource({"'X: y'", "'From: a@b.example\r\nFROM: c@d.example'", "'From: a@b.example\r\nFrom : c@d.example'"})
    void knowsNoAuthorOfAMessageWithout(String header) {
        assertThat(author(header + "\r\n\r\n")).isEqualTo("none");
    }

    private static String author(String message) {
        return OneAuthor.of(RawMessage.of(message.getBytes(StandardCharsets.UTF_8)))
                .map(Mailbox::address)
                .orElse("none");
    }
}
