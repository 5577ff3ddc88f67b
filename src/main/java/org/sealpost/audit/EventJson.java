package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.sealpost.mail.MessageId;

/** Event data as JSON, in the one form that is stored, hashed and published. What is absent is left out. */
final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(texts())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // A newer replica may have written a field that this one does not know.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    /**
     * The canonical form (RFC 8785): members in the order of their names, no spaces; of what would be escaped in another
     * way nothing passes {@link EventText}.
     */
    static String write(EventData data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of type " + data.type() + " has no JSON form", impossible);
        }
    }

    /** The same with {@code "observed": true}, which no reader can overlook. */
    static String writeObserved(EventData data) {
        return CanonicalJson.of(((ObjectNode) tree(write(data))).put("observed", true));
    }

    /**
     * The canonical form of stored data, which only rows of the first versions do not have: they had spaces.
     *
     * @throws IllegalArgumentException when a row that was altered has none
     */
    static String canonical(String stored) {
        return stored.contains("\": ") ? CanonicalJson.of(tree(stored)) : stored;
    }

    static EventData read(EventType type, String json) {
        try {
            return MAPPER.readValue(json, type.dataClass());
        } catch (JsonProcessingException damaged) {
            // The parser's own message quotes its input.
            throw new IllegalStateException("a stored event of type " + type + " cannot be read: verify the audit");
        }
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored event is no JSON: verify the audit");
        }
    }

    private static SimpleModule texts() {
        return new SimpleModule()
                .addSerializer(String.class, new EventText())
                .addSerializer(MessageId.class, ToStringSerializer.instance)
                .addDeserializer(MessageId.class, new MessageIdReader());
    }
}
