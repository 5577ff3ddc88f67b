package org.sealpost.demo.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;

/**
 * One message as the page shows it. Everything in it is foreign text.
 *
 * @param note what the reader should know of this way of looking at it; empty for nothing
 * @param source the whole message when that is wanted, else empty
 * @param framed whether it has HTML, which a frame shows
 */
record MessageReading(
        int number,
        String subject,
        List<Field> fields,
        List<Tab> tabs,
        String showing,
        String note,
        boolean framed,
        String text,
        String source,
        List<AttachedFile> attachments) {

    private static final int LONGEST_SOURCE = 400_000;

    /** A line above the message. */
    record Field(String name, String value) {}

    /** A way to look at the message that the page offers. */
    record Tab(String key, String label, boolean selected) {}

    MessageReading {
        fields = List.copyOf(fields);
        tabs = List.copyOf(tabs);
        attachments = List.copyOf(attachments);
    }

    /** @param decrypted the message as its recipient reads it, if it is encrypted and the key is here */
    static MessageReading of(Arrival arrival, Optional<RawMessage> decrypted, Showing showing) {
        boolean clearText = showing == Showing.DECRYPTED && decrypted.isPresent();
        RawMessage shown = clearText ? decrypted.orElseThrow() : arrival.message();
        boolean cipherText = arrival.isEncrypted() && !clearText;
        MessageContent content = MessageContent.of(shown);
        boolean sourceWanted = showing == Showing.SOURCE || cipherText;
        return new MessageReading(
                arrival.number(),
                MessageLine.subject(shown),
                fields(arrival, shown),
                tabs(arrival, decrypted.isPresent(), showing),
                showing.key(),
                note(cipherText, clearText, decrypted.isPresent()),
                !sourceWanted && content.html().isPresent(),
                sourceWanted ? "" : content.text().orElse(""),
                sourceWanted ? source(shown) : "",
                sourceWanted ? List.of() : content.attachments());
    }

    private static List<Field> fields(Arrival arrival, RawMessage shown) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("From", MessageContent.decoded(shown, "From")));
        fields.add(new Field("To", MessageContent.decoded(shown, "To")));
        fields.add(new Field(
                "Envelope",
                "<" + arrival.from().address() + "> to "
                        + arrival.recipients().stream().map(Mailbox::address).collect(Collectors.joining(", "))));
        fields.add(new Field(
                "Came over",
                arrival.tls().map(tls -> tls.version() + ", " + tls.cipher()).orElse("a connection in clear")));
        shown.value("X-Sealpost-Id").ifPresent(id -> fields.add(new Field("Sealpost's id", id)));
        return fields;
    }

    private static List<Tab> tabs(Arrival arrival, boolean canDecrypt, Showing selected) {
        List<Tab> tabs = new ArrayList<>();
        if (canDecrypt) {
            tabs.add(tab(Showing.DECRYPTED, "Decrypted", selected));
        }
        tabs.add(tab(Showing.MESSAGE, arrival.isEncrypted() ? "As it travelled" : "Message", selected));
        if (!arrival.isEncrypted()) {
            tabs.add(tab(Showing.SOURCE, "Source", selected));
        }
        return tabs;
    }

    private static Tab tab(Showing showing, String label, Showing selected) {
        return new Tab(showing.key(), label, showing == selected);
    }

    private static String note(boolean cipherText, boolean clearText, boolean canDecrypt) {
        if (clearText) {
            return "Decrypted here with the sample recipient's private key. On the way, nobody could read this:"
                    + " neither the text nor the subject.";
        }
        if (cipherText) {
            return "Encrypted with S/MIME. This is all that a mail server on the way sees."
                    + (canDecrypt ? "" : " The key is not here: only the recipient can read it.");
        }
        return "";
    }

    private static String source(RawMessage message) {
        String source = new String(message.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        return source.length() <= LONGEST_SOURCE
                ? source
                : source.substring(0, LONGEST_SOURCE) + "\n… cut here; the raw message has all of it.";
    }
}
