package org.sealpost.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a person does something, for the record. It stands in the audit and must name no patient.
 *
 * @param reason one to 500 printable characters
 */
public record Reason(
        @Schema(description = "Why; stands in the audit for years and must name no patient.", maxLength = 500)
        Optional<String> reason) {

    private static final int MAX_LENGTH = 500;

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
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest(
                    "Give a reason of 1 to 500 characters in one line, as {\"reason\": \"…\"}: it is kept in the audit.");
        }
        return text;
    }
}
