package org.sealpost.admin;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.mail.Characters;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.Network;
import org.sealpost.practice.PracticeMode;
import org.sealpost.practice.PracticeSettings;

/** A practice as a caller reads and writes it; what is missing when writing gets its default. */
public record PracticeForm(
        @Schema(description = "The name by which patients know it.")
        Optional<String> name,

        @Schema(description = "How patients reach it, such as a telephone number.")
        Optional<String> contact,

        @Schema(description = "Language of its notices, a BCP 47 tag; en when missing.")
        Optional<String> language,

        @Schema(
                description =
                        "Whether the portal's code may go to the mailbox that the notice went to; true when missing.")
        Optional<Boolean> codeByEmail,

        @Schema(
                description = "Time zone by which its rules ask for the time, by its IANA name such as America/Chicago;"
                        + " the gateway's when missing.")
        Optional<String> timeZone,

        @Schema(
                description =
                        "enforce (when missing), or observe: everything is decided and recorded, and mail passes as"
                                + " it came.")
        Optional<String> mode,

        @Schema(description = "Domains that it may send as; none: any that no other practice has.")
        Optional<Set<String>> domains,

        @Schema(description = "Networks (CIDR) from which its servers send.")
        Optional<Set<String>> networks) {

    private static final int MAX_TEXT = 200;

    static PracticeForm of(PracticeSettings settings) {
        return new PracticeForm(
                Optional.of(settings.name()),
                settings.contact(),
                Optional.of(settings.language()),
                Optional.of(settings.codeByEmail()),
                settings.timeZone().map(ZoneId::getId),
                Optional.of(settings.mode().key()),
                Optional.of(
                        settings.domains().stream().map(Domain::name).collect(Collectors.toCollection(TreeSet::new))),
                Optional.of(settings.networks().stream()
                        .map(Network::toString)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    /** @throws Refusal in one sentence, when a value is wrong */
    PracticeSettings settings(PracticeId id) {
        return new PracticeSettings(
                id,
                text("name", name).orElseThrow(() -> Refusal.badRequest("A practice needs a name.")),
                text("contact", contact),
                languageTag(),
                codeByEmail.orElse(true),
                timeZone.map(PracticeForm::zone),
                practiceMode(),
                domains.orElse(Set.of()).stream().map(PracticeForm::domain).collect(Collectors.toSet()),
                networks.orElse(Set.of()).stream().map(PracticeForm::network).collect(Collectors.toSet()));
    }

    private PracticeMode practiceMode() {
        return mode.map(key -> PracticeMode.of(key)
                        .orElseThrow(() -> Refusal.badRequest("The mode is enforce or observe, nothing else.")))
                .orElse(PracticeMode.ENFORCE);
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Refusal.badRequest("timeZone is the IANA name of a time zone, such as America/Chicago.");
        }
        return ZoneId.of(name);
    }

    private String languageTag() {
        String tag = language.orElse("en");
        Locale locale = Locale.forLanguageTag(tag);
        if (locale.getLanguage().isEmpty() || !locale.toLanguageTag().equalsIgnoreCase(tag)) {
            throw Refusal.badRequest("language is a tag such as en or es-MX.");
        }
        return tag;
    }

    private static Optional<String> text(String field, Optional<String> value) {
        Optional<String> text = value.map(String::strip).filter(some -> !some.isEmpty());
        if (text.filter(some -> some.length() > MAX_TEXT || Characters.haveControl(some))
                .isPresent()) {
            throw Refusal.badRequest("The field " + field + " is one line of at most " + MAX_TEXT + " characters.");
        }
        return text;
    }

    private static Domain domain(String text) {
        try {
            return Domain.parse(text);
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest("A domain is none: " + fault.getMessage() + ".");
        }
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException fault) {
            throw Refusal.badRequest(String.valueOf(fault.getMessage()));
        }
    }
}
