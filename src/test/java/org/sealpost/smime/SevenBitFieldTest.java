package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.inspect.EncodedWords;
import org.sealpost.mail.EightBitScan;
import org.sealpost.mail.OneAuthor;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Header fields in raw UTF-8 (RFC 6532) beside an encrypted message, for servers that take ASCII only. */
class SevenBitFieldTest {

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // as it came | outside | as people read that
                "From: Zoë <a@b.example> | From: =?UTF-8?B?Wm/Dqw==?= <a@b.example> | From: Zoë <a@b.example>",
                "To: Zoë<a@b.example> | To: =?UTF-8?B?Wm/Dqw==?= <a@b.example> | To: Zoë <a@b.example>",
                "From: \"Zoë, \\\"Dr.\\\"\" X. <a@b.example> | From: =?UTF-8?B?Wm/DqywgIkRyLiIgWC4=?= <a@b.example>"
                        + " | From: Zoë, \"Dr.\" X. <a@b.example>",
                "From: a@b.example (Zoë (Bü)) | From: a@b.example (=?UTF-8?B?Wm/Dqw==?= (=?UTF-8?B?QsO8?=))"
                        + " | From: a@b.example (Zoë (Bü))",
                "Cc: Al (x) <a@b.example>, \"Zoë\" (y) <c@b.example>"
                        + " | Cc: Al (x) <a@b.example>, =?UTF-8?B?Wm/Dqw==?= (y) <c@b.example>"
                        + " | Cc: Al (x) <a@b.example>, Zoë (y) <c@b.example>",
                "To: Büro: a@b.example, =?utf-8?Q?=C3=BC?= <c@b.example>;"
                        + " | To: =?UTF-8?B?QsO8cm8=?= : a@b.example, =?utf-8?Q?=C3=BC?=~ <c@b.example>;"
                        + " | To: Büro : a@b.example, ü <c@b.example>;",
                "Subject: Blut über | Subject: =?UTF-8?B?Qmx1dCDDvGJlcg==?= | Subject: Blut über",
                "X-Ward: Süd | X-Ward: =?UTF-8?B?U8O8ZA==?= | X-Ward: Süd",
            })
    void becomesEncodedWordsThatSayTheSame(String came, String outside, String read) {
        String ascii = of(came);

        assertThat(ascii.replace("\r\n ", "~ ")).isEqualTo(outside);
        assertThat(EncodedWords.decode(ascii.replace("\r\n", "")).text()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An address beyond ASCII has no other form: the message needs SMTPUTF8 (RFC 6531).
                "From: Zoë <zoë@b.example>",
                "To: a@b.example, Zoë <a@bü.example>",
                "To: zoë@b.example",
                "To: \"zoë\"@b.example",
                // Nobody can say which part of it is a name.
                "From: Zoë",
                "From: a@b.example Zoë <a@b.example>",
                "To: Zoë, Bo <a@b.example>",
                "To: <a@b.example> Zoë",
                "From: \"Zoë <a@b.example>",
                "From: Zoë (x <a@b.example>",
                "From: Zoë x) <a@b.example>",
                "From: Zoë <a@b.example",
                "From: Zoë > <a@b.example>",
                "From: Zo\\ë <a@b.example>",
                "From: Zo\u0007ë <a@b.example>",
                // Read once more, the word that is one already would be another.
                "From: =?utf-8?Q?=C3=BC?= Zoë <a@b.example>",
                // Fields that have no place for encoded words.
                "Message-ID: <zoë@b.example>",
                "References: <zoë@b.example>",
                "List-Id: Zoë <b.example>",
            })
    void staysAsItCameWhereThatSaysMoreOrLess(String field) {
        assertThat(of(field)).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"Dr. Ada Example\" <ada@practice.example>",
                "To: Bo\r\n  Sample <bo@patient.example>",
                "Subject: =?utf-8?Q?=C3=BC?=",
                "From: \"broken <ada@practice.example>",
            })
    void isNotTouchedInAscii(String field) {
        assertThat(of(field)).isEqualTo(field);
    }

    /** RFC 1428 section 3: nobody says what the octets mean. */
    @Test
    void isCalledUnknownWhereItIsNoUtf8() {
        assertThat(SevenBitField.of("From: Zo\u00eb <a@b.example>\r\n"))
                .isEqualTo("From: =?unknown-8bit?B?Wm/r?= <a@b.example>\r\n");
    }

    @Test
    void foldsToLinesOf76CharactersWithWholeCharactersInEachWordRfc2047() {
        String name = "\u00fc\ud83c\udfe5x".repeat(20);
        String others =
                Stream.generate(() -> "\u00c4rztin <a@b.example>").limit(9).reduce("", (a, b) -> a + ", " + b);

        String ascii = of("Cc: " + name + " <a@b.example>" + others);

        assertThat(("HP-Outer: " + ascii).split("\r\n")).allMatch(line -> line.length() <= 76);
        for (String word : ascii.split("\\s+")) {
            assertThat(EncodedWords.decode(word).text()).doesNotContain("\ufffd");
        }
        assertThat(EncodedWords.decode(ascii.replace("\r\n", "")).text())
                .isEqualTo("Cc: " + name + " <a@b.example>" + others);
    }

    @Test
    void leavesAnEncryptedMessageWithoutOctetsBeyondAsciiAndTheSendersFieldInside() throws Exception {
        String letter = "From: Dr. Zo\u00eb <ada@practice.example>\nTo: \"B\u00f6, B\" <bo@patient.example>\n\nHi\n";

        RawMessage encrypted = encrypted(letter);

        EightBitScan scan = new EightBitScan();
        encrypted.writeTo(scan);
        assertThat(scan.found()).isFalse();
        assertThat(OneAuthor.of(encrypted)).isEqualTo(OneAuthor.of(SmimeMessages.of(letter)));
        assertThat(SmimeMessages.text(SmimeMessages.payload(encrypted, bo)))
                .contains("\r\nTo: \"B\u00f6, B\" <bo@patient.example>\r\n")
                .contains("\r\nHP-Outer: To: =?UTF-8?B?QsO2LCBC?= <bo@patient.example>\r\n");
    }

    @Test
    void isShownToItsReaderInAsciiToo() throws Exception {
        SmimeReading.Read read = SmimeMessages.read(encrypted("From: Zo\u00eb <ada@practice.example>\n\nHi\n"), bo);

        assertThat(read.view().value("From")).contains("=?UTF-8?B?Wm/Dqw==?= <ada@practice.example>");
    }

    @Test
    void hidesNothingAndIsNobodyElsesThanTheInnerOne() throws Exception {
        String authors = "From: Zo\u00eb <ada@practice.example>, Bo <bo@practice.example>\nSubject: x\n\nHi\n";

        SmimeReading.Read read = SmimeMessages.read(encrypted(authors), bo);

        assertThat(read.headers().confidential()).containsExactly("subject");
        assertThat(read.anothers()).isFalse();
    }

    /** Whatever a field holds, its addresses are read as before, and nobody becomes an author who was none. */
    @Property(tries = 3000)
    void namesTheSameAuthor(
            @ForAll
                    @Chars({'\u00eb', 'a', '"', '<', '>', '(', ')', ',', ':', ';', '@', '\\', ' ', '=', '?'})
                    @StringLength(max = 16)
                    String name,
            @ForAll boolean bracketed) {
        String field = "From: " + name + (bracketed ? " <a@b.example>" : "");

        assertThat(OneAuthor.of(SmimeMessages.of(of(field) + "\n\n")))
                .isEqualTo(OneAuthor.of(SmimeMessages.of(field + "\n\n")));
    }

    private RawMessage encrypted(String message) throws SmimeException {
        return new SmimeEncryptor().encrypt(SmimeMessages.of(message), List.of(bo.certificate()));
    }

    private static String of(String field) {
        String raw = new String((field + "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String ascii = SevenBitField.of(raw).replaceAll("\r\n$", "");
        return new String(ascii.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
