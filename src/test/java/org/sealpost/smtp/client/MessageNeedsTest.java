package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;

/** What is asked of a next hop, and what is refused because it does not offer it. */
class MessageNeedsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // offered | recipient | header | body | REQUIRETLS | refused with, or the parameters of MAIL
                "                            | b@clinic.example | x | x  | no  | ''",
                "SIZE                        | b@clinic.example | x | x  | no  | ' SIZE=19'",
                "SIZE 19                     | b@clinic.example | x | x  | no  | ' SIZE=19'",
                "SIZE 18                     | b@clinic.example | x | x  | no  | 552 5.3.4",
                "SIZE 0                      | b@clinic.example | x | x  | no  | ' SIZE=19'",
                "                            | b@clinic.example | x | é  | no  | 554 5.6.3",
                "8BITMIME                    | b@clinic.example | x | é  | no  | ' BODY=8BITMIME'",
                "8BITMIME                    | bé@clinic.example | x | x  | no  | 550 5.6.7",
                "8BITMIME SMTPUTF8           | bé@clinic.example | x | x  | no  | ' SMTPUTF8'",
                "8BITMIME SMTPUTF8           | bé@clinic.example | é | x  | no  | ' BODY=8BITMIME SMTPUTF8'",
                "                            | b@clinic.example | x | x  | yes | 451 4.7.30",
                "REQUIRETLS                  | b@clinic.example | x | x  | yes | ' REQUIRETLS'",
            })
    void asksForWhatTheMessageNeedsAndNeverConverts(
            String offered, String recipient, String header, String body, String requireTls, String expected) {
        Capabilities capabilities = Capabilities.parse(
                offered == null
                        ? List.of()
                        : List.of(offered.replaceAll(" (?=[A-Z8])", "\n").split("\n")));
        Envelope envelope = ClientFixture.envelope(recipient);

        MessageNeeds needs = MessageNeeds.of(
                envelope,
                ClientFixture.message("Subject: " + header + "\r\n\r\n" + body + "\r\n\r\n"),
                requireTls.equals("yes"));

        String outcome = needs.refusal(capabilities)
                .map(MessageNeedsTest::codes)
                .orElseGet(() -> needs.parameters(capabilities).wire());
        assertThat(outcome).isEqualTo(expected);
    }

    /** Nobody would be told of a bounce that is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # offered  | from the null path | demanded all the same | refused with, or the parameters of MAIL
            DSN        | no                 | no                    | 451 4.7.30
            REQUIRETLS | no                 | no                    | ' REQUIRETLS'
            DSN        | yes                | no                    | ''
            REQUIRETLS | yes                | no                    | ' REQUIRETLS'
            DSN        | yes                | yes                   | 451 4.7.30
            """)
    void rfc8689Section5ABounceAsksForThePromiseAndGoesWithoutIt(
            String offered, String bounce, String demanded, String expected) {
        Capabilities capabilities = Capabilities.parse(List.of(offered));
        Envelope asking = ClientFixture.envelope("b@clinic.example");
        Envelope envelope = new Envelope(
                bounce.equals("yes") ? ReversePath.none() : asking.from(),
                asking.recipients(),
                BodyType.SEVEN_BIT,
                false,
                DeliveryRequest.none().requiringTls(true));

        MessageNeeds needs =
                MessageNeeds.of(envelope, ClientFixture.message("Subject: x\r\n\r\nx\r\n"), demanded.equals("yes"));

        assertThat(needs.refusal(capabilities)
                        .map(MessageNeedsTest::codes)
                        .orElseGet(() -> needs.parameters(capabilities).wire()))
                .isEqualTo(expected);
    }

    /** RFC 6531 section 3.2: the headers of parts and of messages within are headers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # declared | the message | whether SMTPUTF8 is asked for
            yes | Subject: x;;é                                                                       | no
            yes | Subject: é;;x                                                                       | yes
            no  | Subject: é;;x                                                                       | no
            yes | Content-Type: multipart/mixed; boundary=b;;--b;;é;--b--;é                           | no
            yes | Content-Type: multipart/mixed; boundary=b;;--b;A: "é.pdf";;x;--b--                  | yes
            no  | Content-Type: multipart/mixed; boundary=b;;--b;A: "é.pdf";;x;--b--                  | no
            yes | Content-Type: multipart/mixed;  BOUNDARY = "B b ";;--B b;A: x;  é;;x;--B b--        | yes
            yes | Content-Type: multipart/mixed;  boundary*0=b;;--b;A: é;;x;--b--                     | yes
            yes | Content-Type: multipart/mixed;;--b;A: é;;x;--b--                                    | yes
            yes | Content-Type: multipart/mixed; boundary=b;;--b;;x;-- ;é;--b--                       | no
            yes | Content-Type: multipart/mixed; boundary=b;;--b;Content-Type: message/global;;A: é;;x | yes
            yes | Content-Type: multipart/mixed; boundary=b;;--b;Content-Type: message/rfc822;;A: x;;é | no
            yes | Content-Type: message/global;;A: x;Content-Type: multipart/mixed; boundary=b;;--b;A: é | yes
            yes | Content-Type: multipart/digest; boundary=b;;--b;;A: é;;x                            | yes
            yes | Content-Type: multipart/digest; boundary=b;;--b;Content-Type: text/plain;;é         | no
            """)
    void rfc6531AHeaderInUtf8AnywhereInTheMessageNeedsSmtpUtf8(String declared, String lines, String asked) {
        Envelope plain = ClientFixture.envelope("b@clinic.example");
        Envelope envelope =
                new Envelope(plain.from(), plain.recipients(), BodyType.EIGHT_BIT_MIME, declared.equals("yes"));
        String text = lines.replaceAll(";(?! )", "\r\n").replaceAll(";  ", ";\r\n  ") + "\r\n";

        MessageNeeds needs = MessageNeeds.of(envelope, ClientFixture.message(text), false);

        Capabilities without = Capabilities.parse(List.of("8BITMIME"));
        assertThat(needs.refusal(without).map(MessageNeedsTest::codes))
                .isEqualTo(asked.equals("yes") ? Optional.of("554 5.6.9") : Optional.empty());
        assertThat(needs.parameters(Capabilities.parse(List.of("8BITMIME", "SMTPUTF8")))
                        .wire()
                        .contains("SMTPUTF8"))
                .isEqualTo(asked.equals("yes"));
    }

    private static String codes(Reply reply) {
        return reply.code() + " " + reply.enhanced().orElseThrow();
    }
}
