package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeException;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class AddedNoticesTest {

    private static final String HEAD = "From: a@practice.example\r\nSubject: Visit\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nPlain, without MIME.\r\n",
                "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                        + "\r\n<p>Gr\u00c3\u00bc\u00c3\u009fe</p>\r\n",
                "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=b; micalg=sha-256\r\n\r\n"
                        + "--b\r\n\r\nsigned  \r\n--b\r\n\r\nsignature\r\n--b--\r\n",
                "\r\n",
            })
    void theMessageStaysOctetForOctetAsItCame(String contentAndBody) throws Exception {
        RawMessage message = raw(HEAD + contentAndBody);
        String body = contentAndBody.substring(
                contentAndBody.startsWith("\r\n") ? 2 : contentAndBody.indexOf("\r\n\r\n") + 4);

        RawMessage noticed = AddedNotices.add(message, List.of("Confidential."));

        assertThat(noticed.value("Subject")).contains("Visit");
        assertThat(noticed.fields("Content-Type")).hasSize(1);
        assertThat(noticed.latin()).contains("\r\n\r\n" + body + "\r\n--=_");
    }

    @Test
    void readersShowTheTextsBelowTheMessageInTheirOrder() throws Exception {
        RawMessage noticed =
                AddedNotices.add(raw(HEAD + "\r\nHello.\r\n"), List.of("Private \u2013 keep it.", "Second."));

        MimeMultipart parts = (MimeMultipart) parse(noticed).getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(String.valueOf(parts.getBodyPart(0).getContent())).isEqualTo("Hello.\r\n");
        BodyPart added = parts.getBodyPart(1);
        assertThat(String.valueOf(added.getContent())).isEqualTo("Private \u2013 keep it.\r\n\r\nSecond.");
        assertThat(added.getDisposition()).isEqualTo("inline");
    }

    /** The notice of a label must not hide what is refused without it. */
    @ParameterizedTest
    @ValueSource(strings = {"hp=\"cipher\"", "hp-legacy-display=\"1\""})
    void aClaimOfHeaderProtectionIsRefusedBehindATextAsItIsWithoutOne(String claim) {
        RawMessage message =
                raw(HEAD + "Content-Type: text/plain; " + claim + "\r\n\r\nMy own line.\r\n\r\nHello.\r\n");
        TestIdentity bo =
                TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();

        for (List<String> notices : List.of(List.<String>of(), List.of("42 CFR part 2 prohibits."))) {
            assertThatThrownBy(() ->
                            new SmimeEncryptor().encrypt(AddedNotices.add(message, notices), List.of(bo.certificate())))
                    .isInstanceOf(SmimeException.class)
                    .hasMessageContaining("claims a header protection");
        }
    }

    @Test
    void eightBitContentIsDeclaredForTheWhole() {
        RawMessage noticed = AddedNotices.add(raw(HEAD + "\r\n\u00c3\u00bc\r\n"), List.of("Text."));

        assertThat(noticed.value("Content-Transfer-Encoding")).contains("8bit");
    }

    /** RFC 6376 section 3.7, RFC 8617: they would be over another body. */
    @Test
    void signaturesOfServersOverTheBodyAsItWasAreTakenOff() {
        String signed = HEAD + "DKIM-Signature: v=1; bh=x; b=y\r\nARC-Seal: i=1; b=z\r\n"
                + "ARC-Message-Signature: i=1; bh=x;\r\n b=z\r\nARC-Authentication-Results: i=1; a.example\r\n"
                + "Authentication-Results: a.example; none\r\n\r\nHello.\r\n";

        RawMessage noticed = AddedNotices.add(raw(signed), List.of("Text."));

        assertThat(noticed.fields())
                .extracting(HeaderField::name)
                .containsExactly("From", "Subject", "Authentication-Results", "MIME-Version", "Content-Type");
        assertThat(AddedNotices.add(raw(signed), List.of()).fields("DKIM-Signature"))
                .hasSize(1);
    }

    @Test
    void withoutATextTheMessageIsTheSame() {
        RawMessage message = raw(HEAD + "\r\nHello.\r\n");

        assertThat(AddedNotices.add(message, List.of())).isSameAs(message);
    }

    private static RawMessage raw(String latin) {
        return RawMessage.of(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static MimeMessage parse(RawMessage message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message.octets()));
    }
}
