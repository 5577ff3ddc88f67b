package org.sealpost.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Characters;

/**
 * Why a person does something, for the record. It stands in the audit and must name no patient.
 *
 * @param reason one to 500 printable characters
 */
public record Reason(
        @Schema(description = "Why; stands in the audit for years and must name no patient.", maxLength = 500)
        Optional<String> reason) {

    private static final int MAX_LENGTH = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a body that may be missing, of whatever media type a client that sends none declares.
     *
     * @throws Refusal when it is no JSON
     */
    static Reason read(String body) {
        try {
            JsonNode reason = JSON.readTree(body).path("reason");
            return new Reason(reason.isTextual() ? Optional.of(reason.textValue()) : Optional.empty());
        } catch (JsonProcessingException broken) {
            throw Refusal.badRequest("The body must be JSON, as {\"reason\": \"…\"}, or empty.");
        }
    }

    /** What a body held; one that was missing or {@code null} holds no reason. */
    static Reason of(@Nullable Reason body) {
        return body == null ? new Reason(Optional.empty()) : body;
    }

    /**
     * The reason, or another text where none was given.
     *
     * @throws Refusal when it cannot be one
     */
    String or(String otherwise) {
        return reason.map(String::strip).filter(text -> !text.isEmpty()).isPresent() ? required() : otherwise;
    }

    /** @throws Refusal when there is none or it cannot be one */
    String required() {
        String text = reason.map(String::strip).orElse("");
        if (text.isEmpty() || text.length() > MAX_LENGTH || Characters.haveControl(text)) {
            throw Refusal.badRequest(
                    "Give a reason of 1 to 500 characters in one line, as {\"reason\": \"…\"}: it is kept in the audit.");
        }
        return text;
    }
}
