package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

/** The journal's copy as servers on the way see it. */
class JournalReportTest {

    private static final Pattern LABEL = Pattern.compile("\r\nContent-Transfer-Encoding: (\\w+)\r\n");

    /** Labels of the whole, the envelope and the copy (RFC 2045 section 6.4: the whole no less than its parts). */
    @ParameterizedTest
    @CsvSource({
        "Hello., pat@patients.example, 7bit 7bit 7bit",
        "Gr\u00fc\u00dfe., pat@patients.example, 8bit 7bit 8bit",
        "Hello., p\u00e4t@patients.example, 8bit 8bit 7bit",
    })
    void eachPartIsLabelledByItsOctets(String body, String recipient, String labels) throws Exception {
        RawMessage copy = RawMessage.of(("Subject: x\r\n\r\n" + body + "\r\n").getBytes(StandardCharsets.UTF_8));

        RawMessage report = JournalReport.write(
                "sealpost.example",
                Mailbox.parse("journal@practice.example"),
                MessageId.next(),
                entry(recipient, copy));

        assertThat(LABEL.matcher(report.latin()).results().map(found -> found.group(1)))
                .containsExactly(labels.split(" "));
    }

    private static JournalEntry entry(String recipient, RawMessage copy) throws InvalidMailboxException {
        Envelope envelope =
                new Envelope(ReversePath.none(), List.of(Mailbox.parse(recipient)), BodyType.EIGHT_BIT_MIME, false);
        return new JournalEntry(
                new PracticeId("practice"), MessageId.next(), envelope, "tls", "mail.example:25", List.of(), copy);
    }
}
