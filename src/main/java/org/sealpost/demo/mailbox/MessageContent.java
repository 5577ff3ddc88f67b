package org.sealpost.demo.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sealpost.mail.RawMessage;

/**
 * What a mail reader shows of a message. Everything in it is foreign text.
 *
 * @param text the first plain text
 * @param html the first HTML, as it came
 * @param attachments in order
 */
record MessageContent(Optional<String> text, Optional<String> html, List<AttachedFile> attachments) {

    private static final int MAX_PARTS = 100;

    MessageContent {
        attachments = List.copyOf(attachments);
    }

    /** Reads what can be read; what cannot is left out, and the source shows it. */
    static MessageContent of(RawMessage message) {
        Collection collection = new Collection();
        try {
            collection.walk(new MimeMessage(Session.getInstance(new Properties()), message.openStream()));
        } catch (MessagingException | IOException unreadable) {
            // What was read until here is shown.
            return collection.content();
        }
        return collection.content();
    }

    /** A header field's value with its encoded words decoded (RFC 2047); empty when there is none. */
    static String decoded(RawMessage message, String field) {
        String value = message.value(field).orElse("");
        try {
            return MimeUtility.decodeText(value).replaceAll("\\p{Cntrl}", " ");
        } catch (IOException unknownCharset) {
            return value;
        }
    }

    /** What was found so far. */
    private static final class Collection {

        private Optional<String> text = Optional.empty();
        private Optional<String> html = Optional.empty();
        private final List<AttachedFile> attachments = new ArrayList<>();

        MessageContent content() {
            return new MessageContent(text, html, attachments);
        }

        /** Without recursion, so that nesting cannot exhaust the stack. */
        void walk(Part root) throws MessagingException, IOException {
            Deque<Part> open = new ArrayDeque<>();
            open.push(root);
            for (int seen = 0; !open.isEmpty() && seen < MAX_PARTS; seen++) {
                Part part = open.pop();
                if (part.isMimeType("multipart/*")) {
                    // Straight from the octets: no content handler needs to be found.
                    MimeMultipart multipart =
                            new MimeMultipart(part.getDataHandler().getDataSource());
                    for (int i = multipart.getCount() - 1; i >= 0; i--) {
                        BodyPart child = multipart.getBodyPart(i);
                        open.push(child);
                    }
                } else {
                    leaf(part);
                }
            }
        }

        private void leaf(Part part) throws MessagingException, IOException {
            boolean file = part.getFileName() != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
            if (!file && part.isMimeType("text/plain") && text.isEmpty()) {
                text = Optional.of(characters(part));
            } else if (!file && part.isMimeType("text/html") && html.isEmpty()) {
                html = Optional.of(characters(part));
            } else {
                attachments.add(new AttachedFile(name(part), mediaType(part), octets(part)));
            }
        }

        private static String name(Part part) throws MessagingException {
            String name = part.getFileName();
            if (name == null) {
                return "";
            }
            try {
                return MimeUtility.decodeText(name);
            } catch (IOException unknownCharset) {
                return name;
            }
        }

        private static String mediaType(Part part) throws MessagingException {
            return new ContentType(part.getContentType()).getBaseType();
        }

        private static String characters(Part part) throws MessagingException, IOException {
            return new String(octets(part), charset(part));
        }

        private static Charset charset(Part part) throws MessagingException {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            try {
                return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.ISO_8859_1;
            }
        }

        private static byte[] octets(Part part) throws MessagingException, IOException {
            try (var in = part.getInputStream()) {
                return in.readAllBytes();
            }
        }
    }
}
