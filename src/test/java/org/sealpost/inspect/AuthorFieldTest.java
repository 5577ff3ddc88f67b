package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a header field says a message is from (RFC 5322 section 3.4), and what people see in it. */
class AuthorFieldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a@a.example                                       | a@a.example             | a.example
            Dr. Jo <a@a.example>                              | a@a.example             | a.example
            "Doe, Jo (ill) <x>" <a@a.example>                 | a@a.example             | a.example
            "Jo @ work" <a@a.example>                         | a@a.example             | work a.example
            a@a.example (Jo), "B" <b@b.example>               | a@a.example b@b.example | a.example b.example
            Team: a@a.example, Jo <b@b.example>;              | a@a.example b@b.example | a.example b.example
            undisclosed:;                                     |                         |
            doctor                                            |                         |
            doctor@b.example.                                 | doctor@b.example        | b.example
            doctor@ b.example                                 | doctor@b.example        | b.example
            doctor @ b . example                              | doctor@b.example        | b
            j . doctor@b.example                              | j.doctor@b.example      | b.example
            doctor@(c)b.example                               | doctor@b.example        | c
            "doctor"@b.example                                | doctor@b.example        | b.example
            "a b"@b.example                                   | ?@b.example             | b.example
            "x@b.example" <a@a.example>                       | a@a.example             | b.example a.example
            x@b.example_ <a@a.example>                        | a@a.example             | b.example a.example
            =?utf-8?q?doctor=40b.example?= <a@a.example>      | a@a.example             | b.example a.example
            =?utf-8?b?ZG9jdG9y77ygYi5leGFtcGxl?= <a@a.example> | a@a.example            | b.example a.example
            =?utf-8?q?doctor=40b.example?=                    |                         | b.example
            """)
    void readsEveryAuthorAndWhatIsShown(String value, String authors, String shown) {
        AuthorField field = AuthorField.parse(value).orElseThrow();
        assertThat(field.authors().stream()
                        .map(author -> author.mailbox().map(Object::toString).orElseGet(() -> "?@" + author.domain()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(authors == null ? "" : authors);
        assertThat(field.shown().stream().map(Object::toString).collect(Collectors.joining(" ")))
                .isEqualTo(shown == null ? "" : shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor@b.example_",
                "doctor@[192.0.2.1]",
                "<@b.example:a@a.example>",
                "a@b.example@a.example",
                "a@a.example b@b.example",
                "<a@a.example> <b@b.example>",
                "<a@a.example> b@b.example",
                "<a@a.example",
                "\"a <a@a.example>",
                "(a <a@a.example>",
                "@a.example",
                "a@",
                "a@a..example"
            })
    void whatCouldBeAnAddressAndCannotBeReadMakesTheFieldUnreadable(String value) {
        assertThat(AuthorField.parse(value)).isEmpty();
    }

    /** A quarter of a mebibyte is the longest header; space that leads to no sign was looked through from each of its own. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", " .", ". ", "@", "\"", "a ("})
    void takesTimeInProportionToItsLength(String repeated) {
        String value = "a@practice.example" + repeated.repeat(250_000 / repeated.length()) + "b";
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> AuthorField.parse(value));
    }
}
