package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What stands outside and what inside (RFC 9788). */
class HeaderProtectionTest {

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();

    @Test
    void showsOutsideOnlyWhatServersAndThreadingNeed() throws Exception {
        assertThat(SmimeMessages.header(encrypted(SmimeMessages.LETTER))).isEqualTo("""
                        Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
                        X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001
                        From: "Dr. Ada Example" <ada@practice.example>
                        To: Bo Sample <bo@patient.example>
                        Cc: office@practice.example
                        Date: Mon, 2 Nov 2026 09:00:00 +0000
                        Subject: [...]
                        Message-ID: <1@practice.example>
                        In-Reply-To: <0@patient.example>
                        References: <z@patient.example>
                         <0@patient.example>
                        MIME-Version: 1.0
                        Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data;
                         name="smime.p7m"
                        Content-Transfer-Encoding: base64
                        Content-Disposition: attachment; filename="smime.p7m"

                        """.replace("\n", "\r\n"));
    }

    /** 42 CFR Part 2: that a patient's records are such ones is what must not be told. */
    @Test
    void whatTheSenderTellsSealpostStaysInside() throws Exception {
        String letter = "From: ada@practice.example\nX-Sealpost-Label: part2\nX-Sealpost-Secret: E11\n\nHi\n";

        assertThat(SmimeMessages.header(encrypted(letter))).doesNotContain("X-Sealpost-", "part2", "E11");
        assertThat(SmimeMessages.text(payload(letter))).contains("X-Sealpost-Label: part2\r\n");
    }

    @Test
    void holdsInsideTheWholeMessageAndARecordOfEachOuterField() throws Exception {
        assertThat(SmimeMessages.text(payload(SmimeMessages.LETTER))).isEqualTo("""
                        From: "Dr. Ada Example" <ada@practice.example>
                        To: Bo Sample <bo@patient.example>
                        Cc: office@practice.example
                        Date: Mon, 2 Nov 2026 09:00:00 +0000
                        Subject: Your potassium is
                          too high
                        Message-ID: <1@practice.example>
                        In-Reply-To: <0@patient.example>
                        References: <z@patient.example>
                         <0@patient.example>
                        Thread-Topic: Potassium
                        Keywords: hyperkalemia
                        X-Mailer: Desk 7
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-8; hp="cipher"
                        Content-Transfer-Encoding: 8bit
                        Content-Language: en
                        HP-Outer: From: "Dr. Ada Example" <ada@practice.example>
                        HP-Outer: To: Bo Sample <bo@patient.example>
                        HP-Outer: Cc: office@practice.example
                        HP-Outer: Date: Mon, 2 Nov 2026 09:00:00 +0000
                        HP-Outer: Subject: [...]
                        HP-Outer: Message-ID: <1@practice.example>
                        HP-Outer: In-Reply-To: <0@patient.example>
                        HP-Outer: References: <z@patient.example>
                         <0@patient.example>

                        Grüße, your potassium is 6.2 mmol/l.
                        """.replace("\n", "\r\n"));
    }

    @Test
    void givesTheReaderTheRealSubjectAndNoRecordOfTheOuterFields() throws Exception {
        SmimeReading.Read read = SmimeMessages.read(encrypted(SmimeMessages.LETTER), bo);

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.ENCRYPTED);
        assertThat(read.view().value("Subject")).contains("Your potassium is  too high");
        assertThat(read.view().fields("HP-Outer")).isEmpty();
    }

    @Test
    void namesTheTypeOfAMessageThatNamesNoneRfc2045Section52() throws Exception {
        assertThat(SmimeMessages.text(payload("""
                        From: ada@practice.example
                        Subject: Hello

                        Good morning.
                        """))).isEqualTo("""
                        From: ada@practice.example
                        Subject: Hello
                        Content-Type: text/plain; charset=us-ascii; hp="cipher"
                        HP-Outer: From: ada@practice.example
                        HP-Outer: Subject: [...]

                        Good morning.
                        """.replace("\n", "\r\n"));
    }

    @Test
    void neverShowsABlindRecipientInsideOrOutside() throws Exception {
        String message = """
                From: ada@practice.example
                bCC: blind@patient.example,
                 other@patient.example
                Resent-Bcc: blind@patient.example

                Hello.
                """;

        assertThat(SmimeMessages.text(payload(message)).toLowerCase(Locale.ROOT))
                .doesNotContain("bcc", "blind@", "other@");
        assertThat(SmimeMessages.text(encrypted(message)).toLowerCase(Locale.ROOT))
                .doesNotContain("bcc", "blind@", "other@");
    }

    @Test
    void passesNoRecordOfOuterFieldsOnThatTheSenderWroteRfc9788Section22() throws Exception {
        RawMessage payload = payload("""
                From: ada@practice.example
                HP-Outer: Subject: forged

                Hello.
                """);

        assertThat(SmimeMessages.text(payload))
                .contains("HP-Outer: From: ada@practice.example\r\n")
                .doesNotContain("forged");
    }

    @Test
    void keepsASubjectInRawUtf8InsideInItsOctetsRfc6532() throws Exception {
        String message = "From: ada@practice.example\nSubject: Blutzuckerwert \u00fcberh\u00f6ht\n\nHallo.\n";

        assertThat(SmimeMessages.header(encrypted(message)))
                .contains("Subject: [...]\r\n")
                .doesNotContain("Blut");
        assertThat(SmimeMessages.text(payload(message))).contains("Subject: Blutzuckerwert \u00fcberh\u00f6ht\r\n");
    }

    /** RFC 5322 section 2.1.1: 998 octets, the space that begins a folded line among them. */
    @ParameterizedTest
    @CsvSource({
        "'References: ', 987",
        "'References: ', 988",
        "'References: ', 997",
        "'References: ', 998",
        "References:, 998"
    })
    void foldsTheRecordOfALongFieldSoThatNoLineIsLonger(String name, int length) throws Exception {
        String field = name + "<" + "r".repeat(length - name.length() - 2) + ">";

        String payload = SmimeMessages.text(payload(field + "\n\nHello.\n"));

        assertThat(payload.lines()).allMatch(line -> line.length() <= 998);
        assertThat(RawMessage.of(payload.getBytes(StandardCharsets.US_ASCII))
                        .value("HP-Outer")
                        .map(value -> value.replaceAll("\\s", "")))
                .contains(field.replace(" ", ""));
    }

    @Test
    void endsTheLastFieldOfAMessageWithoutBody() throws Exception {
        RawMessage encrypted = encrypt(
                RawMessage.of("From: ada@practice.example\r\nSubject: Nothing".getBytes(StandardCharsets.US_ASCII)));

        assertThat(SmimeMessages.payload(encrypted, bo).value("Subject")).contains("Nothing");
        assertThat(SmimeMessages.read(encrypted, bo).view().value("Subject")).contains("Nothing");
        assertThat(SmimeMessages.read(encrypted, bo).view().bodySize()).isZero();
    }

    private RawMessage encrypted(String message) throws SmimeException {
        return encrypt(SmimeMessages.of(message));
    }

    private RawMessage encrypt(RawMessage message) throws SmimeException {
        return new SmimeEncryptor().encrypt(message, List.of(bo.certificate()));
    }

    private RawMessage payload(String message) throws SmimeException, UnreadException {
        return SmimeMessages.payload(encrypted(message), bo);
    }
}
