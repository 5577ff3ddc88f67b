package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;

/** Which header fields a reader sees of a message that was encrypted (RFC 9788 section 4). */
class ReaderViewTest {

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    @Test
    void showsProtectedFieldsAndNoneThatWereAddedOnTheWay() throws Exception {
        RawMessage encrypted = new SmimeEncryptor()
                .encrypt(
                        SmimeMessages.of(SmimeMessages.LETTER),
                        List.of(envelopes.ada().certificate()));
        RawMessage onItsWay = encrypted.withFieldsPrepended(List.of(
                "Received: from a by b; Mon, 2 Nov 2026 09:00:02 +0000",
                "Reply-To: eve@eve.example",
                "Keywords: urgent",
                "Authentication-Results: edge.example; dmarc=pass"));

        SmimeReading.Read read = (SmimeReading.Read) reader.read(onItsWay, List.of(envelopes.identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.ENCRYPTED);
        assertThat(read.headers().confidential())
                .contains("subject", "thread-topic", "keywords")
                .doesNotContain("from");
        assertThat(read.view().value("Subject")).contains("Your potassium is  too high");
        assertThat(read.view().fields("Reply-To")).isEmpty();
        assertThat(read.view().value("Keywords")).contains("hyperkalemia");
        assertThat(read.view().fields("HP-Outer")).isEmpty();
        assertThat(read.view().fields("Received")).hasSize(2);
        assertThat(read.view().fields("Authentication-Results")).hasSize(1);
        assertThat(SmimeMessages.body(read.view()))
                .isEqualTo(SmimeMessages.body(SmimeMessages.of(SmimeMessages.LETTER)));
    }

    /** It would be held where it is sent on: it claims a protection that it does not have any more. */
    @Test
    void whatIsDecryptedNoLongerClaimsToBeEncrypted() throws Exception {
        RawMessage message = envelopes.sealed(
                "Content-Type: Text/Plain; charset=utf-8; name=\"a \\\"b\\\"; hp=cipher\";"
                        + " name*=utf-8''%c3%bc; hp=\"cipher\"; hp-legacy-display=\"1\"\r\nFrom: bo@patient.example\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(message, List.of(envelopes.identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.ENCRYPTED);
        assertThat(SmimeMessages.header(read.view()))
                .contains("Content-Type: text/plain;\r\n charset=utf-8;\r\n name=\"a \\\"b\\\"; hp=cipher\";"
                        + "\r\n name*=utf-8''%c3%bc\r\n");
    }

    /** RFC 6532 section 3.2: raw UTF-8 in a header is for mail that was declared as internationalised. */
    @Test
    void writesProtectedFieldsInAsciiAsTheyWereToldOutside() throws Exception {
        RawMessage message = envelopes.sealed(inUtf8("Content-Type: text/plain; charset=utf-8; hp=\"cipher\"\r\n"
                + "From: Zo\u00eb <bo@patient.example>\r\nSubject: Gr\u00fc\u00dfe\r\n\r\nGr\u00fc\u00dfe\r\n"));

        SmimeReading.Read read = (SmimeReading.Read) reader.read(message, List.of(envelopes.identity()));

        assertThat(SmimeMessages.header(read.view()))
                .isASCII()
                .contains("From: =?UTF-8?B?Wm/Dqw==?= <bo@patient.example>", "Subject: =?UTF-8?B?R3LDvMOfZQ==?=");
        assertThat(SmimeMessages.text(read.view())).as("the body's octets").endsWith("Gr\u00fc\u00dfe\r\n");
    }

    private static String inUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A sender could put there what only the practice's own servers may say. */
    @Test
    void takesNoTransportFieldFromWithinAnEnvelope() throws Exception {
        RawMessage forged = envelopes.sealed("Content-Type: text/plain; hp=\"cipher\"\r\nFrom: bo@patient.example\r\n"
                + "Authentication-Results: edge.example; dmarc=pass\r\nReceived: from x by y; now\r\n"
                + "Return-Path: <x@y.example>\r\nX-MS-Exchange-Organization-SCL: -1\r\nResent-To: <x@y.example>\r\n"
                + "List-Id: <a.example>\r\nSubject: Hi\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(forged, List.of(envelopes.identity()));

        assertThat(read.anothers()).isFalse();
        assertThat(SmimeMessages.header(read.view()))
                .contains("Subject: Hi", "List-Id")
                .doesNotContain("dmarc")
                .doesNotContain("X-MS-Exchange")
                .doesNotContain("Resent-To")
                .doesNotContain("Return-Path")
                .doesNotContain("Received");
    }

    /** A filter's mark stays whatever the sender writes inside, where anyone could have written it. */
    @Test
    void erasesNoFieldOfAServerByOneWithinTheEnvelope() throws Exception {
        RawMessage erasing = envelopes
                .sealed("Content-Type: text/plain; hp=\"cipher\"\r\nFrom: bo@patient.example\r\nSubject: Hi\r\n"
                        + "X-Spam-Flag: NO\r\nX-Virus-Status: Clean\r\nARC-Seal: i=1; cv=pass\r\n"
                        + "Message-ID: <inside@patient.example>\r\n\r\nHi\r\n")
                .withFieldsPrepended(List.of(
                        "X-Spam-Flag: YES",
                        "X-Virus-Status: Infected",
                        "ARC-Seal: i=1; cv=fail",
                        "Message-ID: <outside@patient.example>"));

        SmimeReading.Read read = (SmimeReading.Read) reader.read(erasing, List.of(envelopes.identity()));

        assertThat(SmimeMessages.header(read.view()))
                .contains("X-Spam-Flag: YES", "X-Virus-Status: Infected", "ARC-Seal: i=1; cv=fail", "<inside@")
                .doesNotContain("X-Spam-Flag: NO", "X-Virus-Status: Clean", "cv=pass", "<outside@");
    }

    /** RFC 9788 section 4.4: servers judged the outer From, so that is whom it is from. */
    @Test
    void showsTheOuterFromWhenTheProtectedOneIsAnother() throws Exception {
        RawMessage forged = envelopes.sealed("Content-Type: text/plain; hp=\"cipher\"\r\nFrom: cy@patient.example\r\n"
                + "Subject: Hi\r\n\r\nHi\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(forged, List.of(envelopes.identity()));

        assertThat(read.view().fields("From")).hasSize(1);
        assertThat(read.view().value("From")).contains("bo@patient.example");
        assertThat(read.view().value("Subject")).contains("Hi");
        assertThat(read.anothers()).isTrue();
    }

    /** Programs would show one or the other: nobody chooses here which of them was meant. */
    @ParameterizedTest
    @ValueSource(strings = {"From: bo@patient.example", "To: cy@practice.example", "Subject: Another"})
    void opensNothingWhoseProtectedHeaderSaysTwoThings(String second) throws Exception {
        String header = "From: bo@patient.example\r\nTo: ada@practice.example\r\nSubject: Hi\r\n";
        String protectedTwice =
                "Content-Type: text/plain; hp=\"cipher\"\r\n" + header + second + "\r\n\r\nThe dose is 20 mg.\r\n";
        String wrappedTwice = "Content-Type: message/rfc822; forwarded=no\r\n\r\n" + header + second
                + "\r\n\r\nThe dose is 20 mg.\r\n";
        String unprotected = "Content-Type: text/plain\r\n" + header + second + "\r\n\r\nThe dose is 20 mg.\r\n";

        assertThat(reader.read(envelopes.sealed(protectedTwice), List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.AMBIGUOUS_HEADER));
        assertThat(reader.read(envelopes.sealed(wrappedTwice), List.of(envelopes.identity())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.AMBIGUOUS_HEADER));
        assertThat(reader.read(envelopes.sealed(unprotected), List.of(envelopes.identity())))
                .as("fields that nobody takes from there")
                .isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void opensAMessageThatWasWrappedInTheOldWay() throws Exception {
        RawMessage wrapped =
                envelopes.sealed("Content-Type: message/rfc822; forwarded=no\r\n\r\nFrom: bo@patient.example\r\n"
                        + "Subject: Inside\r\nContent-Type: text/html\r\n\r\n<p>20 mg\r\n");

        SmimeReading.Read read = (SmimeReading.Read) reader.read(wrapped, List.of(envelopes.identity()));

        assertThat(read.headers().kind()).isEqualTo(HeaderProtection.Kind.WRAPPED);
        assertThat(read.view().value("Subject")).contains("Inside");
        assertThat(read.view().value("Content-Type")).contains("text/html");
        assertThat(SmimeMessages.body(read.view())).asString().isEqualTo("<p>20 mg\r\n");
    }

    /** RFC 8551 section 3.1 knows no parameter that tells it from a message that is forwarded. */
    @ParameterizedTest
    @CsvSource({"bo@patient.example, WRAPPED", "cy@patient.example, NONE"})
    void takesAMessageByTheSameAuthorForTheWholeOne(String author, HeaderProtection.Kind kind) throws Exception {
        RawMessage wrapped = envelopes.sealed(
                "Content-Type: message/rfc822\r\n\r\nFrom: " + author + "\r\nSubject: Inside\r\n\r\nHi\r\n");

        assertThat(((SmimeReading.Read) reader.read(wrapped, List.of(envelopes.identity())))
                        .headers()
                        .kind())
                .isEqualTo(kind);
    }
}
