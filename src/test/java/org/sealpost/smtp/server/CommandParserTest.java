package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.BodyType;
import org.sealpost.smtp.Line;
import org.sealpost.testing.SmtpDialogue;

/** Lines of clients, and what is answered to those that do not follow the grammar. */
class CommandParserTest {

    @ParameterizedTest(name = "{0} is answered {1}")
    @CsvSource(delimiter = '|', textBlock = """
            MAIL                                      | 501 5.5.2
            MAIL FROM:                                | 501 5.5.2
            MAIL FROM: <a@example.org>                | 501 5.5.2
            MAIL FROM :<a@example.org>                | 501 5.5.2
            MAIL FROM:a@example.org                   | 501 5.5.2
            MAIL FROM:<a@example.org                  | 501 5.5.2
            MAIL FROM:<a@example.org>SIZE=1           | 501 5.5.2
            MAIL  FROM:<a@example.org>                | 501 5.5.2
            MAIL TO:<a@example.org>                   | 501 5.5.2
            MAIL FROM:<a@example.org>  SIZE=1         | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE            | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE=           | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE=-1         | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE=1 SIZE=2   | 501 5.5.4
            MAIL FROM:<a@example.org> BODY=BINARYMIME | 555 5.5.4
            MAIL FROM:<a@example.org> SMTPUTF8=1      | 501 5.5.4
            MAIL FROM:<a%b@example.org>               | 553 5.1.7
            MAIL FROM:<@c.example:a@example.org>      | 553 5.1.7
            MAIL FROM:<a@example.org\\t>              | 500 5.5.2
            MAIL FROM:<\\xc3\\xa4@example.org>        | 550 5.6.7
            MAIL FROM:<\\xc3@example.org> SMTPUTF8    | 500 5.5.2
            MAIL FROM:<a@example.org> \\xc5\\xbfIZE=1   | 501 5.5.4
            MAIL FROM:<a@example.org> BODY=8B\\xc4\\xb1TMIME | 501 5.5.4
            MAIL FROM:<a@example.org> RET=HDR\\xc5\\xbf | 501 5.5.4
            RCPT TO:<a@example.org> NOTIFY=\\xc5\\xbfUCCESS | 501 5.5.4
            RCPT TO:<po\\xc5\\xbftmaster>             | 553 5.1.3
            BDAT 1 LA\\xc5\\xbfT                      | 501 5.5.4
            RCPT TO:<>                                | 553 5.1.3
            RCPT TO:<"a b"@example.org>               | 553 5.1.3
            RCPT TO:<"a>b\\\\"c"@example.org>         | 553 5.1.3
            RCPT TO:<a%b@example.org>                 | 553 5.1.3
            RCPT TO:<a!b@example.org>                 | 553 5.1.3
            RCPT TO:<@c.example:a@example.org>        | 553 5.1.3
            RCPT TO:<a@b@example.org>                 | 553 5.1.3
            RCPT TO:<a@>                              | 553 5.1.3
            RCPT TO:<a@[192.0.2.1]>                   | 553 5.1.3
            RCPT TO:<;id@example.org\\0>              | 500 5.5.2
            RCPT TO:<a@example.org> =                 | 501 5.5.4
            EHLO                                      | 501 5.5.4
            EHLO a b                                  | 501 5.5.4
            EHLO \\xc3\\xa4.example                   | 501 5.5.4
            DATA now                                  | 501 5.5.4
            QUIT now                                  | 501 5.5.4
            STARTTLS now                              | 501 5.5.4
            BDAT                                      | 501 5.5.4
            BDAT LAST                                 | 501 5.5.4
            BDAT -1                                   | 501 5.5.4
            BDAT 1 FIRST                              | 501 5.5.4
            BDAT 1  LAST                              | 501 5.5.4
            BDAT 9999999999999999999                  | 501 5.5.4
            PROXY TCP4 192.0.2.1 192.0.2.2 1 2        | 421 4.7.0
            GET / HTTP/1.1                            | 421 4.7.0
            NONSENSE                                  | 500 5.5.1
            NOOP;                                     | 500 5.5.1
            RE\\xc5\\xbfET                            | 500 5.5.1
            """)
    void refuses(String line, String reply) {
        switch (parse(line)) {
            case Command.Invalid invalid ->
                assertThat(invalid.reply().toString()).startsWith(reply + " ");
            case Command.WrongMail mail -> assertThat(mail.reply().toString()).startsWith(reply + " ");
            case Command.WrongData data -> assertThat(data.reply().toString()).startsWith(reply + " ");
            case Command.Fatal fatal -> assertThat(fatal.reply().toString()).startsWith(reply + " ");
            case Command other -> assertThat(other).as("a refusal").isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mail from:<A.b+c@Example.ORG>              | A.b+c@example.org | 7BIT
            MAIL FROM:<a@example.org> BODY=8BITMIME    | a@example.org     | 8BITMIME
            MAIL FROM:<>                               | ''                | 7BIT
            MAIL FROM:<\\xc3\\xa4@example.org> SMTPUTF8 | ä@example.org     | 7BIT
            """)
    void readsSenders(String line, String address, String body) {
        Command.Mail mail = (Command.Mail) parse(line);
        assertThat(mail.from().address()).isEqualTo(address);
        assertThat(mail.parameters().body().keyword()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIT",
                "RSET",
                "NOOP",
                "DATA",
                "STARTTLS",
                "MAIL FROM:<a@b.example>",
                "RCPT TO:<a@b.example>",
                "EHLO b.example"
            })
    void toleratesSpaceAtTheEnd_RFC_5321_4_1_1(String line) {
        assertThat(parse(line + "  ")).isEqualTo(parse(line)).isNotInstanceOf(Command.Invalid.class);
    }

    @Test
    void readsTheSizeThatIsDeclared() {
        MailParameters parameters =
                ((Command.Mail) parse("MAIL FROM:<a@example.org> SIZE=42 BODY=7BIT SMTPUTF8")).parameters();
        assertThat(parameters.size()).hasValue(42);
        assertThat(parameters.body()).isEqualTo(BodyType.SEVEN_BIT);
        assertThat(parameters.smtpUtf8()).isTrue();
    }

    @Test
    void onlyMailAndRcptMayBeLongerThan512Octets_RFC_5321_4_5_3_1_4() {
        assertThat(parse("NOOP " + "x".repeat(505))).isInstanceOf(Command.Noop.class);
        assertThat(parse("NOOP " + "x".repeat(506))).isEqualTo(new Command.Invalid(Replies.LINE_TOO_LONG));
    }

    /** As it says of the responses that follow; the tail of such a line is no command either. */
    @Test
    void anInitialResponseThatIsTooLongIsA5005_5_6_RFC_4954_6() {
        String line = "auth PLAIN " + "A".repeat(13_000);

        assertThat(parse(line)).isEqualTo(new Command.Invalid(Replies.AUTH_LINE_TOO_LONG));
        assertThat(CommandParser.parse(new Line.TooLong(line.substring(0, 20))))
                .isEqualTo(new Command.Invalid(Replies.AUTH_LINE_TOO_LONG));
    }

    /** What such a line is followed by may be no command. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " 60 LAST\\x00", "\\t60", "\\x00", " \\xff", " 60LAST", ";60", "60", " 060\\xa0LAST"})
    void aWrongChunkAndAnotherProtocolCloseWhateverIsWrongWithTheLine_RFC_3030_2(String rest) {
        for (String long510 : List.of("", " " + "x".repeat(600))) {
            assertThat(parse("bdat" + rest + long510)).isEqualTo(new Command.Fatal(Replies.BAD_CHUNK));
            assertThat(parse("Post" + rest + long510)).isEqualTo(new Command.Fatal(Replies.OTHER_PROTOCOL));
        }
    }

    private static Command parse(String escaped) {
        return CommandParser.parse(
                new Line.Complete(new String(SmtpDialogue.unescaped(escaped), StandardCharsets.ISO_8859_1)));
    }
}
