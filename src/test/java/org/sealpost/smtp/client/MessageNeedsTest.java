package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.Envelope;
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

    private static String codes(Reply reply) {
        return reply.code() + " " + reply.enhanced().orElseThrow();
    }
}
