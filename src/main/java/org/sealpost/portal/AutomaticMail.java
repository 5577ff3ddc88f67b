package org.sealpost.portal;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;

/** A short mail to a patient that a program wrote: the same text as plain text and as HTML (RFC 2046 5.1.4). */
final class AutomaticMail {

    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private final PortalPractice practice;
    private final Mailbox recipient;
    private final List<String> plain = new ArrayList<>();
    private final StringBuilder html = new StringBuilder();
    private String subject = "";

    AutomaticMail(PortalPractice practice, Mailbox recipient) {
        this.practice = practice;
        this.recipient = recipient;
    }

    AutomaticMail subject(String text) {
        subject = text.replaceAll("\\p{Cntrl}", " ");
        return this;
    }

    AutomaticMail paragraph(String text) {
        plain.add(text);
        return html("<p style=\"margin:0 0 20px;font-size:17px;line-height:1.5;color:#14303a\">", text, "</p>");
    }

    AutomaticMail small(String text) {
        plain.add(text);
        return html("<p style=\"margin:0 0 10px;font-size:14px;line-height:1.5;color:#4a626b\">", text, "</p>");
    }

    AutomaticMail code(OneTimeCode code) {
        plain.add("    " + code.digits());
        String style = "margin:0 0 20px;font-size:32px;letter-spacing:6px;font-weight:700;color:#0b5563";
        return html("<p style=\"" + style + "\">", code.digits(), "</p>");
    }

    AutomaticMail link(String text, URI link) {
        plain.add(text + ":\n" + link);
        String style = "display:inline-block;padding:14px 26px;background:#0b5563;color:#ffffff;"
                + "text-decoration:none;border-radius:8px;font-size:17px;font-weight:600";
        html.append("<p style=\"margin:0 0 24px\"><a style=\"").append(style).append("\" href=\"");
        return html(escape(link.toString()) + "\">", text, "</a></p>");
    }

    /** Writes it, with a Message-ID of its own. */
    RawMessage build(Locale language) {
        try {
            MimeMessage mail = new WithOwnMessageId(practice.sender());
            mail.setFrom(new InternetAddress(practice.sender().address(), practice.name(), "UTF-8"));
            mail.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(recipient.address()));
            mail.setSubject(subject, "UTF-8");
            mail.setSentDate(new Date());
            // RFC 3834 section 5: no vacation notice answers it.
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("Content-Language", language.toLanguageTag());
            mail.setContent(new MimeMultipart("alternative", text("plain", plainText()), text("html", page(language))));
            mail.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            mail.writeTo(out);
            return RawMessage.of(out.toByteArray());
        } catch (MessagingException fault) {
            throw new IllegalStateException("an automatic mail could not be written", fault);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private AutomaticMail html(String before, String text, String after) {
        html.append(before).append(escape(text)).append(after).append("\r\n");
        return this;
    }

    private String plainText() {
        return String.join("\n\n", plain).replace("\n", "\r\n") + "\r\n";
    }

    private String page(Locale language) {
        return "<!doctype html>\r\n<html lang=\"" + language.toLanguageTag() + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>" + escape(subject)
                + "</title></head>\r\n<body style=\"margin:0;padding:24px;background:#eef4f5;" + FONT + "\">\r\n"
                + "<div style=\"max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border-radius:14px\">\r\n"
                + "<p style=\"margin:0 0 24px;font-size:19px;font-weight:700;color:#0b5563\">"
                + escape(practice.name()) + "</p>\r\n" + html + "</div></body></html>\r\n";
    }

    private static MimeBodyPart text(String subtype, String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Jakarta Mail would put the name of this machine and its user into the Message-ID. */
    private static final class WithOwnMessageId extends MimeMessage {

        private final Mailbox sender;

        WithOwnMessageId(Mailbox sender) {
            super(Session.getInstance(new Properties()));
            this.sender = sender;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader(
                    "Message-ID",
                    "<" + UUID.randomUUID() + "@" + sender.domain().name() + ">");
        }
    }
}
