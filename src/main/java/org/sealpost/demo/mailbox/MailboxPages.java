package org.sealpost.demo.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sealpost.mail.RawMessage;

/** What the site shows. Whatever comes from a message is escaped, or sanitised and framed. */
final class MailboxPages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Arrivals arrivals;
    private final RecipientKeys keys;
    private final Template page;
    private final byte[] style;

    MailboxPages(Arrivals arrivals, RecipientKeys keys) {
        this.arrivals = arrivals;
        this.keys = keys;
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
        this.page = engine.parse(
                new String(resource("page.html"), StandardCharsets.UTF_8), Variant.forContentType(Variant.TEXT_HTML));
        this.style = resource("mailbox.css");
    }

    /** The list alone. */
    Page list() {
        return Page.html(200, render(0).data("refresh", true).render());
    }

    /** The list and one message. */
    Page reading(int number, Optional<Showing> wanted) {
        return arrivals.find(number)
                .map(arrival -> {
                    Optional<RawMessage> decrypted = keys.decrypt(arrival);
                    Showing showing = wanted.orElse(decrypted.isPresent() ? Showing.DECRYPTED : Showing.MESSAGE);
                    return Page.html(
                            200,
                            render(number)
                                    .data("reading", MessageReading.of(arrival, decrypted, showing))
                                    .data("refresh", false)
                                    .render());
                })
                .orElseGet(MailboxPages::missing);
    }

    /** The HTML of one message, for the frame. */
    Page body(int number, Optional<Showing> showing) {
        return content(number, showing)
                .flatMap(MessageContent::html)
                .map(html -> Page.foreignHtml(SafeHtml.document(html)))
                .orElseGet(MailboxPages::missing);
    }

    /** One attachment, counted from 1. */
    Page attachment(int number, int attachment, Optional<Showing> showing) {
        return content(number, showing)
                .map(MessageContent::attachments)
                .filter(files -> attachment >= 1 && attachment <= files.size())
                .map(files -> files.get(attachment - 1))
                .map(file -> Page.download(file.octets(), file.name().isBlank() ? "attachment" : file.name()))
                .orElseGet(MailboxPages::missing);
    }

    /** The octets as they arrived. */
    Page raw(int number) {
        return arrivals.find(number)
                .map(arrival ->
                        Page.of("text/plain; charset=utf-8", arrival.message().octets()))
                .orElseGet(MailboxPages::missing);
    }

    /** Every message for scripts, the newest first. */
    Page json() {
        try {
            return Page.of(
                    "application/json",
                    JSON.writeValueAsBytes(
                            arrivals.newestFirst().stream().map(MessageJson::of).toList()));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Page style() {
        return Page.of("text/css; charset=utf-8", style);
    }

    static Page missing() {
        return Page.text(
                404,
                "There is no such message here: the mailbox keeps the last " + Arrivals.MAX_MESSAGES
                        + " in memory only.\n");
    }

    private Optional<MessageContent> content(int number, Optional<Showing> showing) {
        return arrivals.find(number)
                .map(arrival -> showing.filter(Showing.DECRYPTED::equals)
                        .flatMap(decrypted -> keys.decrypt(arrival))
                        .orElse(arrival.message()))
                .map(MessageContent::of);
    }

    private TemplateInstance render(int selected) {
        List<MessageLine> lines = arrivals.newestFirst().stream()
                .map(arrival -> MessageLine.of(arrival, selected))
                .toList();
        return page.data("lines", lines);
    }

    private static byte[] resource(String name) {
        String path = "/demo/mailbox/" + name;
        try (InputStream in = Objects.requireNonNull(MailboxPages.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
