package org.sealpost.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * An event of a chain as CloudEvents 1.0 writes it in JSON. The chain's hash is over this document without its two hash
 * attributes, so that whoever has the published stream can recompute the chain without Sealpost's database.
 */
final class EventDocument {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private EventDocument() {}

    /** @param sequence the event's number in its chain */
    static EventDocument of(StoredEvent event, long sequence) {
        EventDocument document = new EventDocument();
        ObjectNode json = document.json;
        json.put("specversion", "1.0");
        json.put("id", event.id().toString());
        json.put("source", "/practices/" + event.practice());
        json.put("type", EventType.NAMESPACE + event.type());
        json.put("time", event.time().toString());
        event.message().ifPresent(message -> json.put("subject", message.toString()));
        json.put("datacontenttype", "application/json");
        // The extension "sequence" sorts as text.
        json.put("sequence", String.format(Locale.ROOT, "%019d", sequence));
        event.attempt().ifPresent(attempt -> json.put("attempt", attempt.toString()));
        json.put("instance", event.instance().toString());
        json.set("data", EventJson.tree(event.json()));
        return document;
    }

    /** What the chain's hash is over. */
    String canonical() {
        return CanonicalJson.of(json);
    }

    /** What is published: the same, with the links before and after it. */
    String published(ChainHash previous, ChainHash hash) {
        ObjectNode whole = json.deepCopy();
        whole.put("previoushash", previous.hex());
        whole.put("chainhash", hash.hex());
        return CanonicalJson.of(whole);
    }
}
