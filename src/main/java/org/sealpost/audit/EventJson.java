package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
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
            // A newer replica may have written a field that this one does not know.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    static String write(EventData data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of type " + data.type() + " has no JSON form", impossible);
        }
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
