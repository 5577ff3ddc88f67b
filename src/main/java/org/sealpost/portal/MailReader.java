package org.sealpost.portal;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.sealpost.mail.RawMessage;
import org.sealpost.portal.MailView.Section;

/**
 * Reads a message for a patient's eyes. It never throws: what cannot be read as MIME is shown as plain text or offered
 * as a download. Nothing is fetched.
 */
final class MailReader {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_PARTS = 500;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMMM d, uuuu, h:mm a z", Locale.US);

    private final List<Section> sections = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private int parts;

    private MailReader() {}

    /** Reads a message. */
    static MailView read(byte[] octets) {
        MailReader reader = new MailReader();
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
            reader.part(message, 0);
            return reader.view(octets, Optional.of(message));
        } catch (MessagingException | IOException | RuntimeException broken) {
            MailReader plain = new MailReader();
            plain.sections.add(new Section.PlainText(TextDecoding.decode(body(octets), Optional.empty())));
            return plain.view(octets, Optional.empty());
        }
    }

    private MailView view(byte[] octets, Optional<MimeMessage> message) {
        RawMessage raw = RawMessage.of(octets);
        return new MailView(
                header(raw, "Subject").orElse("(no subject)"),
                header(raw, "From").orElse("(unknown sender)"),
                message.flatMap(MailReader::date),
                sections,
                attachments);
    }

    private void part(MimePart part, int depth) throws MessagingException, IOException {
        parts++;
        ContentType type = type(part);
        boolean tooDeep = depth >= MAX_DEPTH || parts >= MAX_PARTS;
        if (type.match("multipart/*") && !tooDeep) {
            multipart(part, type, depth);
        } else if (isText(type) && !isAttachment(part)) {
            sections.add(section(part, type));
        } else {
            attach(part);
        }
    }

    private void multipart(MimePart part, ContentType type, int depth) throws MessagingException, IOException {
        List<MimePart> children = new ArrayList<>();
        try {
            MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(part));
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                children.add((MimePart) child);
            }
        } catch (MessagingException unreadable) {
            sections.add(section(part, type));
            return;
        }
        Optional<MimePart> shown =
                type.match("multipart/alternative") ? AlternativeChoice.best(children) : Optional.empty();
        for (MimePart child : children) {
            boolean otherReading = shown.isPresent() && child != shown.get() && isText(type(child));
            if (!otherReading) {
                part(child, depth + 1);
            }
        }
    }

    private static Section section(MimePart part, ContentType type) throws MessagingException, IOException {
        byte[] octets = PartOctets.of(part);
        String text = TextDecoding.decode(octets, Optional.ofNullable(type.getParameter("charset")));
        return type.match("text/html") ? new Section.Html(SafeHtml.of(text)) : new Section.PlainText(text);
    }

    private void attach(MimePart part) throws MessagingException, IOException {
        int number = attachments.size() + 1;
        String otherwise = type(part).match("message/*") ? "message-" + number + ".eml" : "attachment-" + number;
        attachments.add(new Attachment(number, DownloadName.of(fileName(part), otherwise), PartOctets.of(part)));
    }

    private static String fileName(MimePart part) {
        try {
            String name = part.getFileName();
            return name == null ? "" : MimeUtility.decodeText(name);
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            return "";
        }
    }

    static ContentType type(MimePart part) {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException invalid) {
            return new ContentType("application", "octet-stream", null);
        } catch (MessagingException unreadable) {
            return new ContentType("application", "octet-stream", null);
        }
    }

    static boolean isText(ContentType type) {
        return type.match("text/plain") || type.match("text/html");
    }

    private static boolean isAttachment(MimePart part) {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException unreadable) {
            return true;
        }
    }

    private static Optional<String> header(RawMessage raw, String name) {
        return raw.value(name).map(MailReader::decoded).filter(text -> !text.isBlank());
    }

    private static String decoded(String encodedWords) {
        try {
            return MimeUtility.decodeText(encodedWords)
                    .replaceAll("[\\p{Cntrl}\\p{Cf}]", " ")
                    .strip();
        } catch (IOException | RuntimeException unknownCharset) {
            return encodedWords;
        }
    }

    private static Optional<String> date(MimeMessage message) {
        try {
            return Optional.ofNullable(message.getSentDate())
                    .map(date -> DATE.withZone(ZoneId.systemDefault()).format(date.toInstant()));
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] body(byte[] octets) {
        RawMessage raw = RawMessage.of(octets);
        try {
            return raw.openBody().readAllBytes();
        } catch (IOException impossible) {
            return octets;
        }
    }
}
