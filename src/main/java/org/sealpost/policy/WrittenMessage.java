package org.sealpost.policy;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A message that is written out in a test, and how it becomes a real one.
 *
 * @param headers further header fields; they take the place of those of the same name that it would have by itself
 */
record WrittenMessage(
        ReversePath from,
        List<Mailbox> to,
        String subject,
        String body,
        Map<String, String> headers,
        List<Attachment> attachments) {

    private static final Set<String> ATTACHMENT = Set.of("name", "type", "text");
    /** Fields that say what the body is; with attachments, it is made of several parts. */
    private static final Set<String> OF_BODY = Set.of("content-type", "content-transfer-encoding");

    private static final String BOUNDARY = "=_sealpost_rule_test";

    /** A file whose content is a text. */
    record Attachment(String name, String type, String text) {}

    static WrittenMessage read(Fields fields, ReversePath from, List<Mailbox> to, FileErrors errors) {
        Map<String, String> headers = new LinkedHashMap<>();
        fields.value("headers").ifPresent(part -> {
            Fields entries = Fields.free(part, "`headers`", errors);
            for (String name : entries.names()) {
                if (!name.matches("[!-9;-~]+")) {
                    errors.at(entries.key(name), "a header field's name has no spaces and no colon");
                }
                if (OF_BODY.contains(name.toLowerCase(Locale.ROOT))
                        && fields.value("attachments").isPresent()) {
                    errors.at(
                            entries.key(name),
                            "a message with attachments has its own `" + name + "`, give an attachment its `type`");
                }
                headers.put(name, entries.anyText(name));
            }
        });
        List<Attachment> attachments = fields.list("attachments").stream()
                .map(entry -> Fields.of(entry, "an attachment", ATTACHMENT, errors))
                .map(entry -> new Attachment(
                        entry.required("name").map(ScalarNode::getValue).orElse(""),
                        entry.text("type").orElse("text/plain"),
                        entry.anyText("text")))
                .toList();
        return new WrittenMessage(from, to, fields.anyText("subject"), fields.anyText("body"), headers, attachments);
    }

    /** The message as it would come by SMTP. */
    RawMessage toRaw() {
        StringBuilder text = new StringBuilder();
        field(text, "From", from.address().isEmpty() ? "postmaster@localhost" : from.address(), headers);
        field(text, "To", String.join(", ", to.stream().map(Mailbox::address).toList()), headers);
        field(text, "Subject", encoded(subject), headers);
        headers.forEach((name, value) -> field(text, name, value, Map.of()));
        field(text, "MIME-Version", "1.0", headers);
        if (attachments.isEmpty()) {
            part(text, "text/plain", body, headers);
        } else {
            field(text, "Content-Type", "multipart/mixed; boundary=\"" + BOUNDARY + "\"", Map.of());
            text.append("\r\n--" + BOUNDARY + "\r\n");
            part(text, "text/plain", body, Map.of());
            for (Attachment attachment : attachments) {
                text.append("\r\n--" + BOUNDARY + "\r\n");
                String name = encoded(attachment.name()).replace("\"", "");
                field(text, "Content-Disposition", "attachment; filename=\"" + name + "\"", Map.of());
                part(text, oneLine(attachment.type()), attachment.text(), Map.of());
            }
            text.append("\r\n--" + BOUNDARY + "--\r\n");
        }
        return RawMessage.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void part(StringBuilder text, String type, String content, Map<String, String> written) {
        field(text, "Content-Type", type + (type.startsWith("text/") ? "; charset=utf-8" : ""), written);
        field(text, "Content-Transfer-Encoding", "8bit", written);
        text.append("\r\n").append(content.replaceAll("\\R", "\r\n")).append("\r\n");
    }

    /** A field, unless it is written already. */
    private static void field(StringBuilder text, String name, String value, Map<String, String> written) {
        if (written.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            text.append(name).append(": ").append(oneLine(value)).append("\r\n");
        }
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\R", " ");
    }

    private static String encoded(String text) {
        try {
            return MimeUtility.encodeText(text, "UTF-8", null);
        } catch (UnsupportedEncodingException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
