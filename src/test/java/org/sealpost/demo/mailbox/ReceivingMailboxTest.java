package org.sealpost.demo.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class ReceivingMailboxTest {

    private static final TestIdentity ANA =
            TestCertificate.of("CN=Ana", "ana@mail.example").issue();

    private final HttpClient client = HttpClient.newHttpClient();
    private ReceivingMailbox mailbox;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        mailbox = ReceivingMailbox.start(new MailboxSettings(
                "127.0.0.1",
                0,
                0,
                Optional.of(MailboxTls.selfSigned(folder)),
                new RecipientKeys(Map.of("ana@mail.example", ANA.smime()))));
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void listsWhatArrivedAndHowItCame() throws Exception {
        SmtpDialogue.play(mailbox.smtpPort(), """
                S: 220 *
                C: EHLO gateway.example
                S+ 250 *
                C: STARTTLS
                S: 220 *
                C! tls
                C: EHLO gateway.example
                S+ 250 *
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<jane@mail.example>
                S: 250 *
                C: DATA
                S: 354 *
                C: From: Practice <a@practice.example>
                C: Subject: =?utf-8?q?Caf=C3=A9?=
                C:
                C: Hello.
                C: .
                S: 250 2.0.0 *
                """);
        deliver("Subject: In clear\r\n\r\nHello.\r\n");

        String page = get("/").body();

        assertThat(page).contains("Café", "TLSv1.3", "jane@mail.example", "In clear", "in clear", "2 messages");
    }

    @Test
    void givesScriptsEveryMessageAsJson() throws Exception {
        deliver("From: a@practice.example\r\nSubject: Hello\r\n\r\nText\r\n");

        JsonNode message = new ObjectMapper().readTree(get("/messages").body()).get(0);

        assertThat(message.get("number").asInt()).isEqualTo(1);
        assertThat(message.get("from").asText()).isEqualTo("a@practice.example");
        assertThat(message.get("to").get(0).asText()).isEqualTo("jane@mail.example");
        assertThat(message.get("subject").asText()).isEqualTo("Hello");
        assertThat(message.get("tls").asText()).isEqualTo("clear");
        assertThat(message.get("encrypted").asBoolean()).isFalse();
        assertThat(message.get("raw").asText()).isEqualTo("/messages/1/raw");
    }

    @Test
    void keepsTheOctetsAsTheyCame() throws Exception {
        String message = "Subject: Dots\r\n\r\n.one\r\n..two\r\nund \u00fc\r\n";
        deliver(message);

        HttpResponse<byte[]> raw = client.send(
                HttpRequest.newBuilder(mailbox.address().resolve("/messages/1/raw"))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(raw.body()).isEqualTo(message.getBytes(StandardCharsets.UTF_8));
        assertThat(raw.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void markupInEveryFieldIsInert() throws Exception {
        String evil = "<script>alert(1)</script>";
        String encoded = "=?utf-8?q?=3Cscript=3Ealert=281=29=3C/script=3E?=";
        deliver("From: \"" + evil + "\" <a@practice.example>\r\nTo: " + evil + "\r\nSubject: " + encoded
                + "\r\nX-Sealpost-Id: " + evil + "\r\nContent-Type: text/plain\r\n\r\n" + evil + "\r\n");

        for (String path : List.of("/", "/view/1", "/view/1?as=source")) {
            HttpResponse<String> page = get(path);
            assertThat(page.body()).as(path).contains("&lt;script&gt;").doesNotContain("<script");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "frame-ancestors 'none'")
                            .doesNotContain("script-src", "unsafe"));
        }
    }

    @Test
    void htmlIsSanitisedAndShownInASandboxedFrame() throws Exception {
        deliver("Subject: Page\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                + "<p onclick='x()'>Hello <b>you</b></p><script>alert(1)</script><img src='http://track.example/a'>"
                + "<a href='javascript:alert(1)'>one</a> <a href='https://portal.example/x'>two</a>"
                + "<form action='https://evil.example'><input name=q></form>\r\n");

        assertThat(get("/view/1").body())
                .contains("<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
                .contains("src=\"/view/1/body?as=message\"");
        HttpResponse<String> frame = get("/view/1/body?as=message");
        assertThat(frame.body())
                .contains("<p>Hello <b>you</b></p>", "https://portal.example/x")
                .doesNotContain("script", "onclick", "<img", "<form", "<input");
        assertThat(frame.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "sandbox allow-popups"));
    }

    @Test
    void showsAnEncryptedMessageDecryptedAndAsItTravelled() throws Exception {
        RawMessage plain =
                RawMessage.of(("From: a@practice.example\r\nTo: ana@mail.example\r\nSubject: Your results\r\n"
                                + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nAll is well.\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        RawMessage encrypted = new SmimeEncryptor().encrypt(plain, List.of(ANA.certificate()));
        deliver(new String(encrypted.octets(), StandardCharsets.US_ASCII), "ana@mail.example");

        assertThat(get("/").body()).contains("[...]", "S/MIME").doesNotContain("Your results");
        assertThat(get("/view/1").body())
                .contains("Your results", "All is well.", "Decrypted here with the sample recipient");
        assertThat(get("/view/1?as=message").body())
                .contains("[...]", "Encrypted with S/MIME")
                .doesNotContain("Your results", "All is well.");
    }

    @Test
    void anAttachmentIsOnlyEverADownloadWhateverItsName() throws Exception {
        deliver("Subject: File\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n"
                + "--b\r\nContent-Type: text/html; name=\"../../<b>.html\"\r\nContent-Disposition: attachment;"
                + " filename=\"../../<b>.html\"\r\n\r\n<script>alert(1)</script>\r\n--b--\r\n");

        assertThat(get("/view/1").body()).contains("See the file.", "../../&lt;b&gt;.html");
        HttpResponse<String> file = get("/messages/1/attachments/1");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''.._.._%3Cb%3E.html");
        assertThat(get("/messages/1/attachments/2").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeReadStillHasAPage() throws Exception {
        deliver("Content-Type: multipart/mixed\r\nContent-Transfer-Encoding: quux\r\n\r\n--x\r\n\r\n");
        deliver("Content-Type: text/plain; charset=no-such-charset\r\nSubject: =?x?z?=?=\r\n\r\nHello \u00ff\r\n");

        assertThat(get("/view/1").statusCode()).isEqualTo(200);
        assertThat(get("/view/2").statusCode()).isEqualTo(200);
    }

    @Test
    void answersOnlyToReading() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(mailbox.address().resolve("/messages"))
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(get("/view/7").statusCode()).isEqualTo(404);
        assertThat(get("/messages/99999999999/raw").statusCode()).isEqualTo(404);
        assertThat(get("/else").statusCode()).isEqualTo(404);
    }

    @Test
    void saysInOneSentenceThatAPortIsTaken() {
        assertThatThrownBy(() -> ReceivingMailbox.start(new MailboxSettings(
                        "127.0.0.1", mailbox.smtpPort(), 0, Optional.empty(), RecipientKeys.none())))
                .isInstanceOf(MailboxStartException.class)
                .hasMessageMatching("The mailbox's SMTP port [0-9]+ on 127.0.0.1 cannot be used: .* --smtp-port\\.");
        assertThatThrownBy(() -> ReceivingMailbox.start(new MailboxSettings(
                        "127.0.0.1", 0, mailbox.address().getPort(), Optional.empty(), RecipientKeys.none())))
                .hasMessageContaining("--http-port");
    }

    private void deliver(String message) throws IOException {
        deliver(message, "jane@mail.example");
    }

    private void deliver(String message, String recipient) throws IOException {
        try (SmtpDialogue dialogue = SmtpDialogue.connect(mailbox.smtpPort())) {
            dialogue.play("""
                    S: 220 *
                    C: EHLO gateway.example
                    S+ 250 *
                    C: MAIL FROM:<a@practice.example> BODY=8BITMIME
                    S: 250 *
                    C: RCPT TO:<RECIPIENT>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    """.replace("RECIPIENT", recipient));
            String stuffed = message.replaceAll("(?m)^\\.", "..");
            dialogue.send((stuffed + ".\r\n").getBytes(StandardCharsets.UTF_8));
            dialogue.play("S: 250 2.0.0 *");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create(mailbox.address() + path);
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
