package org.sealpost.admin;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentBasis;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.Warning;
import org.sealpost.consent.WrittenText;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * A consent as a caller writes it.
 *
 * @param channels keys of {@link Channel}
 * @param purposes keys of {@link Purpose}
 * @param recordedAt when the patient gave it; now when missing
 * @param onlyAt of a request, the addresses at which alone the patient wants to be written to; any when missing
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

        @Schema(
                examples = {"[\"jane@patient.example\"]"},
                description =
                        "Of a request: the addresses at which alone the patient wants to be written to; one that is"
                                + " nowhere on record of the patient becomes theirs. Any address when missing.")
        Optional<List<String>> onlyAt,

        @Schema(description = "What shows that it was given; required for the channel unencrypted.")
        Optional<String> evidence,

        @Schema(
                description = "consent (when missing), request for confidential communication (45 CFR 164.522(b)), or"
                        + " authorization of marketing (45 CFR 164.508)")
        Optional<String> kind,

        @Schema(description = "How it was given: paper, in-person, portal, wrote-first, fhir")
        Optional<String> method,

        @Schema(description = "The text by which the patient was warned of the risk of ordinary mail.")
        Optional<WarningForm> warning,

        @Schema(description = "Who took it down in the practice; the caller when missing.")
        Optional<String> recordedBy) {

    /** The version of a text and the language in which the patient saw it. */
    public record WarningForm(Optional<String> version, Optional<String> language) {

        private Warning warning() {
            return new Warning(version.orElse(""), language.orElse("en"));
        }
    }

    private static final int MAX_EVIDENCE = 1000;
    private static final int MAX_NAME = 200;

    static ConsentForm given(@Nullable ConsentForm body) {
        if (body == null) {
            throw Refusal.badRequest(
                    "Send the consent as JSON, such as {\"channels\": [\"tls\"], \"purposes\": [\"all\"]}.");
        }
        return body;
    }

    /** @throws Refusal in one sentence, when it cannot be */
    NewConsent consent() {
        if (evidence.filter(text -> text.length() > MAX_EVIDENCE).isPresent()) {
            throw Refusal.badRequest("The evidence has at most " + MAX_EVIDENCE + " characters.");
        }
        if (recordedBy
                .filter(text -> WrittenText.saysNothing(text) || text.length() > MAX_NAME)
                .isPresent()) {
            throw Refusal.badRequest("The field recordedBy has 1 to " + MAX_NAME + " characters.");
        }
        try {
            return new NewConsent(
                    word("kind", kind, ConsentKind::of).orElse(ConsentKind.CONSENT),
                    parse("channels", channels, Channel::of),
                    parse("purposes", purposes, Purpose::of),
                    recordedAt.orElseGet(Instant::now),
                    expiresAt,
                    addresses(),
                    new ConsentBasis(
                            word("method", method, ConsentMethod::of),
                            warning.map(WarningForm::warning),
                            evidence,
                            recordedBy,
                            Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    private Set<Mailbox> addresses() {
        Set<Mailbox> addresses = new LinkedHashSet<>();
        for (String address : entries("onlyAt", onlyAt)) {
            try {
                addresses.add(Mailbox.parse(address));
            } catch (InvalidMailboxException wrong) {
                throw Refusal.badRequest("The field onlyAt has an address that is none: write it as jane@example.org.");
            }
        }
        return addresses;
    }

    private static List<String> entries(String field, Optional<List<String>> list) {
        List<String> entries = list.orElse(List.of());
        if (entries.stream().anyMatch(Objects::isNull)) {
            throw Refusal.badRequest("The field " + field + " has an entry that is null: leave it out.");
        }
        return entries;
    }

    private static <T> Optional<T> word(String field, Optional<String> key, Function<String, Optional<T>> known) {
        return key.map(text ->
                parse(field, Optional.of(List.of(text)), known).iterator().next());
    }

    private static <T> Set<T> parse(String field, Optional<List<String>> keys, Function<String, Optional<T>> known) {
        Set<T> parsed = new LinkedHashSet<>();
        for (String key : entries(field, keys)) {
            parsed.add(known.apply(key)
                    .orElseThrow(() -> Refusal.badRequest(
                            "The field " + field + " has a word that means nothing: compare it with /q/openapi.")));
        }
        return parsed;
    }
}
