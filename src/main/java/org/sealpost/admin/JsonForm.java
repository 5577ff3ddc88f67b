package org.sealpost.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.sealpost.audit.EventType;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** How the API writes and reads JSON: values of the field as text, times in ISO 8601, nothing for what is absent. */
@Singleton
final class JsonForm implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        SimpleModule texts = new SimpleModule("sealpost");
        texts.addSerializer(MessageId.class, ToStringSerializer.instance);
        texts.addSerializer(PracticeId.class, ToStringSerializer.instance);
        texts.addSerializer(Mailbox.class, ToStringSerializer.instance);
        texts.addSerializer(EventType.class, ToStringSerializer.instance);
        mapper.registerModule(texts);
        mapper.setSerializationInclusion(JsonInclude.Include.NON_ABSENT);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        // A misspelt field of a consent must not be silently without effect.
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
