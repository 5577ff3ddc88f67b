package org.sealpost.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

class PortalNoticeTest {

    private static final URI LINK = URI.create("https://portal.practice.example/portal/m/" + "A".repeat(43));

    @Test
    void saysWhoHowAndWhatToDoAndNothingOfHealth() throws Exception {
        RawMessage notice = PortalNotice.build(practice("Hillside Family Medicine"), robin(), LINK, "en", false);
        MimeMessage mail = parse(notice);
        MimeMultipart both = (MimeMultipart) mail.getContent();

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(notice.value("Auto-Submitted")).contains("auto-generated");
        assertThat(mail.getSubject()).isEqualTo("A secure message from Hillside Family Medicine");
        for (int i = 0; i < 2; i++) {
            assertThat((String) both.getBodyPart(i).getContent())
                    .contains(LINK.toString(), "Hillside Family Medicine", "do not open the link", "555-0100");
        }
        assertThat(new String(notice.octets(), UTF_8))
                .doesNotContainIgnoringCase("diagnos")
                .doesNotContainIgnoringCase("result")
                .doesNotContain("<img", "Received:", System.getProperty("user.name") + "@");
        assertThat(notice.value("Message-ID").orElseThrow()).endsWith("@practice.example>");
    }

    @Test
    void isInThePatientsLanguageWhereItIsTranslated() throws Exception {
        assertThat(parse(PortalNotice.build(practice("X"), robin(), LINK, "es-MX", false))
                        .getSubject())
                .isEqualTo("Un mensaje seguro de X");
        assertThat(parse(PortalNotice.build(practice("X"), robin(), LINK, "tlh", false))
                        .getSubject())
                .isEqualTo("A secure message from X");
    }

    @Test
    void aPracticesNameNeverBecomesMarkupOrAnotherHeader() throws Exception {
        RawMessage notice = PortalNotice.build(
                practice("<b>Evil</b>\r\nBcc: x@thief.example {0} 'quoted'"), robin(), LINK, "en", false);

        assertThat(notice.fields("Bcc")).isEmpty();
        MimeMultipart both = (MimeMultipart) parse(notice).getContent();
        assertThat((String) both.getBodyPart(1).getContent())
                .doesNotContain("<b>")
                .contains("&lt;b&gt;Evil");
    }

    @Test
    void theCodesMailHoldsTheCodeAndNoLink() throws Exception {
        CodeAddressee addressee = new CodeAddressee(
                practice("Hillside"), MessageId.next(), UUID.randomUUID(), robin(), Optional.empty(), "en");
        RawMessage mail = CodeMail.build(addressee, new OneTimeCode("012345"));

        assertThat(new String(mail.octets(), UTF_8)).contains("012345").doesNotContain("http");
    }

    private static PortalPractice practice(String name) throws InvalidMailboxException {
        return new PortalPractice(
                PracticeId.DEFAULT, name, Optional.of("555-0100"), Mailbox.parse("notice@practice.example"), true);
    }

    private static Mailbox robin() throws InvalidMailboxException {
        return Mailbox.parse("robin@patient.example");
    }

    private static MimeMessage parse(RawMessage message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message.octets()));
    }
}
