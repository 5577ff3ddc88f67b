package org.sealpost.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.sealpost.mail.MessageId;

/** A message's id, which JSON holds as its text. */
final class MessageIdReader extends StdDeserializer<MessageId> {

    private static final long serialVersionUID = 1L;

    MessageIdReader() {
        super(MessageId.class);
    }

    @Override
    public MessageId deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return MessageId.parse(json.getValueAsString());
    }
}
