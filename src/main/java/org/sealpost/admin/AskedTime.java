package org.sealpost.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one time that a call may name, as a parameter or as the member of a JSON object in its body. Nothing that a caller
 * wrote is without effect: it counts, or the call is refused.
 */
final class AskedTime {

    private static final long MOST_OCTETS = 4096;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AskedTime() {}

    /**
     * Reads it.
     *
     * @param name of the parameter and of the member
     * @return absent when it stands in neither
     * @throws Refusal 400 when it is no time, or differs between the two, or the body holds anything else
     */
    static Optional<Instant> read(String name, @Nullable String parameter, InputStream body) throws IOException {
        Optional<Instant> asked = time(parameter);
        Optional<Instant> told = member(name, Body.read(body, MOST_OCTETS));
        if (asked.isPresent() && told.isPresent() && !asked.equals(told)) {
            throw Refusal.badRequest(
                    "The time is told twice, and differently: send " + name + " as the parameter or in the body.");
        }
        return told.or(() -> asked);
    }

    /** @throws Refusal 400 when it is no time */
    static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException wrong) {
            throw Refusal.badRequest("A time is written as 2027-01-31T00:00:00Z.");
        }
    }

    private static Optional<Instant> member(String name, byte[] body) throws IOException {
        if (body.length == 0) {
            return Optional.empty();
        }
        JsonNode form = parse(name, body);
        boolean known = form.isObject() && form.size() == (form.has(name) ? 1 : 0);
        if (!known) {
            throw unknown(name);
        }
        // What is there and is no text is no time.
        return form.isEmpty() ? Optional.empty() : time(form.path(name).asText());
    }

    private static JsonNode parse(String name, byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JacksonException none) {
            throw unknown(name);
        }
    }

    private static Refusal unknown(String name) {
        return Refusal.badRequest(
                "The body is none of this call: send nothing, or JSON as {\"" + name + "\":\"2027-01-31T00:00:00Z\"}.");
    }
}
