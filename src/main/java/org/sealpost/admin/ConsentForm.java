package org.sealpost.admin;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.sealpost.consent.Channel;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Purpose;

/**
 * A consent as a caller writes it.
 *
 * @param channels keys of {@link Channel}
 * @param purposes keys of {@link Purpose}
 * @param recordedAt when the patient gave it; now when missing
 */
public record ConsentForm(
        @Schema(
                examples = {"[\"tls\", \"portal\"]"},
                description = "unencrypted, tls, smime, portal; or none alone")
        Optional<List<String>> channels,

        @Schema(description = "treatment, payment, operations, marketing, all")
        Optional<List<String>> purposes,

        Optional<Instant> recordedAt,
        Optional<Instant> expiresAt,

        @Schema(description = "How it was given; required for the channel unencrypted.")
        Optional<String> evidence) {

    private static final int MAX_EVIDENCE = 1000;

    static ConsentForm given(@Nullable ConsentForm body) {
        if (body == null) {
            throw Refusal.badRequest(
                    "Send the consent as JSON, such as {\"channels\": [\"tls\"], \"purposes\": [\"all\"]}.");
        }
        return body;
    }

    /** @throws Refusal in one sentence, when it cannot be */
    NewConsent consent() {
        if (evidence.filter(text -> text.isBlank() || text.length() > MAX_EVIDENCE)
                .isPresent()) {
            throw Refusal.badRequest("The evidence has 1 to " + MAX_EVIDENCE + " characters.");
        }
        Instant now = Instant.now();
        Instant given = recordedAt.orElse(now);
        if (given.isAfter(now)) {
            throw Refusal.badRequest("recordedAt is in the future: write when the patient gave the consent.");
        }
        try {
            return new NewConsent(
                    parse("channels", channels, Channel::of),
                    parse("purposes", purposes, Purpose::of),
                    given,
                    expiresAt,
                    evidence);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    private static <T> Set<T> parse(String field, Optional<List<String>> keys, Function<String, Optional<T>> known) {
        Set<T> parsed = new LinkedHashSet<>();
        for (String key : keys.orElse(List.of())) {
            parsed.add(known.apply(key)
                    .orElseThrow(() -> Refusal.badRequest(
                            "The field " + field + " has a word that means nothing: compare it with /q/openapi.")));
        }
        return parsed;
    }
}
