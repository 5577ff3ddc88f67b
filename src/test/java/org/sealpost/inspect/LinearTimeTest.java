package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** Ten megabytes of what is worst for each station: an answer within seconds, for linear time and a limit of it. */
class LinearTimeTest {

    private static final int SIZE = 10_000_000;
    private static final Duration LIMIT = InspectionLimits.defaults().time().plusSeconds(5);

    private static final KnownNames PATIENTS = KnownNames.builder()
            .add(new PersonName("Mary", "Van der Berg Mary Mary"))
            .build();

    @TestFactory
    Stream<DynamicTest> tenMegabytesOfTheWorstStayLinear() {
        return Stream.of(
                        "\n" + filled("1"),
                        "\n" + filled("123-45-6789 "),
                        "\n" + filled("123-45-"),
                        "\n" + filled("MRN "),
                        "\n" + filled("MRN:::::: "),
                        "\n" + filled("dob 1/1/11 "),
                        "\n" + filled("E11."),
                        "\n" + filled("555-"),
                        "\n" + filled("1."),
                        "\n" + filled("type 2 "),
                        "\n" + filled("chronic "),
                        "\n" + filled("history of cold "),
                        "\n" + filled("Mr. "),
                        "\n" + filled("Mary "),
                        "\n" + filled("Dear "),
                        "\n" + filled("Patient: "),
                        "\n" + filled("a@"),
                        "\n" + filled("a@b."),
                        "\n" + filled("."),
                        "\n" + filled("https://"),
                        "\n" + filled("http://a/"),
                        "\n" + filled("-"),
                        "\n" + filled("#"),
                        "\n" + filled("a1c 8."),
                        "\n" + filled("(01)"),
                        "\n" + filled("1:"),
                        "\n" + filled("order number "),
                        "\n" + filled("\u0301\u0323"),
                        "Content-Type: text/html\n\n" + filled("<"),
                        "Content-Type: text/html\n\n" + filled("<a b=\""),
                        "Content-Type: text/html\n\n" + filled("<!--"),
                        "Content-Type: text/html\n\n" + filled("&#"),
                        "Content-Type: text/html\n\n" + filled("<style>"),
                        "Content-Type: multipart/mixed; boundary=b\n\n" + filled("--b\n"),
                        "Content-Type: multipart/mixed; boundary=b\n\n" + filled("--b--\n"),
                        "Content-Transfer-Encoding: quoted-printable\n\n" + filled("= "),
                        "Content-Transfer-Encoding: base64\n\n" + filled("="),
                        "Content-Type: message/rfc822\n\n".repeat(300_000),
                        "Subject: " + filled("=?a?q?x"),
                        filled("X: =?a?q?x\n"),
                        "Content-Type: text/plain" + filled("; a=b"),
                        "Subject" + " ".repeat(SIZE) + ": x\n\nx")
                .map(rest -> DynamicTest.dynamicTest(
                        rest.substring(0, Math.min(60, rest.length())),
                        () -> assertTimeoutPreemptively(LIMIT, () -> {
                            RawMessage message =
                                    RawMessage.of(("From: a@practice.example\r\n" + rest.replace("\n", "\r\n"))
                                            .getBytes(StandardCharsets.UTF_8));
                            assertThat(new Inspector()
                                            .inspect(message, PATIENTS)
                                            .uninspectable())
                                    .extracting(Uninspectable::reason)
                                    .doesNotContain(UninspectableReason.INSPECTION_FAILED);
                        })));
    }

    private static String filled(String piece) {
        return piece.repeat(SIZE / piece.length());
    }
}
