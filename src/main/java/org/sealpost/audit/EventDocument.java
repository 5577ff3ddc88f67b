package org.sealpost.audit;

import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.MessageId;

/**
 * An event of a chain as CloudEvents 1.0 writes it in JSON. The chain's hash is over this document without its two hash
 * attributes, so that whoever has the published stream can recompute the chain without Sealpost's database.
 *
 * <p>Events are many, so the document is written in its canonical form (RFC 8785) at once: its members in the order of
 * their names, and the data as {@link EventJson#write} stored it.
 */
final class EventDocument {

    private static final int ATTRIBUTES_LENGTH = 640;
    private static final int SEQUENCE_DIGITS = 19;

    private final StoredEvent event;
    private final long sequence;
    private final String data;

    private EventDocument(StoredEvent event, long sequence, String data) {
        this.event = event;
        this.sequence = sequence;
        this.data = data;
    }

    /**
     * The document of an event.
     *
     * @param sequence the event's number in its chain
     * @throws IllegalArgumentException when the row was altered so that it has no canonical form
     */
    static EventDocument of(StoredEvent event, long sequence) {
        return new EventDocument(event, sequence, EventJson.canonical(event.json()));
    }

    private record Links(ChainHash before, ChainHash own) {}

    /** What the chain's hash is over. */
    String canonical() {
        return write(Optional.empty());
    }

    /** What is published: the same, with the links before and after it. */
    String published(ChainHash previous, ChainHash hash) {
        return write(Optional.of(new Links(previous, hash)));
    }

    private String write(Optional<Links> links) {
        StringBuilder out = new StringBuilder(ATTRIBUTES_LENGTH + data.length()).append('{');
        event.attempt().map(UUID::toString).ifPresent(attempt -> member(out, "attempt", attempt));
        links.map(Links::own).map(ChainHash::hex).ifPresent(hash -> member(out, "chainhash", hash));
        name(out, "data").append(data);
        member(out, "datacontenttype", "application/json");
        member(out, "id", event.id().toString());
        member(out, "instance", event.instance().toString());
        links.map(Links::before).map(ChainHash::hex).ifPresent(hash -> member(out, "previoushash", hash));
        member(out, "sequence", sortable(sequence));
        member(out, "source", "/practices/" + event.practice());
        member(out, "specversion", "1.0");
        event.message().map(MessageId::toString).ifPresent(message -> member(out, "subject", message));
        member(out, "time", event.time().toString());
        member(out, "type", EventType.NAMESPACE + event.type());
        return out.append('}').toString();
    }

    private static void member(StringBuilder out, String name, String text) {
        CanonicalJson.writeString(name(out, name), text);
    }

    private static StringBuilder name(StringBuilder out, String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        return out.append('"').append(name).append("\":");
    }

    /** The extension "sequence" sorts as text. */
    private static String sortable(long sequence) {
        String digits = Long.toString(sequence);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }
}
