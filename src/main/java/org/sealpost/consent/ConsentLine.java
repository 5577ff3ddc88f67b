package org.sealpost.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sealpost.mail.Characters;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * One line of an imported list, every column checked. When only what it says of the consent or the telephone is wrong, it tells of
 * the patient all the same: a patient without consent is better protected than a stranger.
 *
 * @param consent nothing when that is wrong
 * @param fault in one sentence, what is wrong with the consent or the telephone, if something is
 */
record ConsentLine(
        PracticeId practice,
        PatientId patientId,
        String givenName,
        String familyName,
        Optional<LocalDate> birthDate,
        Optional<String> phone,
        Mailbox mailbox,
        Relationship relationship,
        boolean sharedMailbox,
        Optional<Boolean> substanceUse,
        String language,
        Optional<NewConsent> consent,
        Optional<String> fault) {

    private static final int MAX_TEXT = 1000;

    /** A line that is wrong: the reason in one sentence, without anything that stands in the line. */
    static final class WrongLine extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLine(String reason) {
            super(reason);
        }
    }

    /**
     * Checks a line.
     *
     * @param column gives the text of a column, empty when it is not there
     * @param otherwise the practice of lines that name none
     */
    static ConsentLine parse(Function<String, String> column, PracticeId otherwise) throws WrongLine {
        Columns line = new Columns(column);
        Optional<LocalDate> birthDate = line.date("birth_date");
        if (birthDate.isPresent() && birthDate.get().isAfter(LocalDate.now(ZoneOffset.UTC))) {
            throw new WrongLine("birth_date is in the future.");
        }
        PracticeId practice = practice(line.optional("practice"), otherwise);
        Optional<NewConsent> consent = Optional.empty();
        Optional<String> fault = Optional.empty();
        Optional<String> phone = Optional.empty();
        try {
            phone = phone(line.optional("phone"));
            consent = Optional.of(consent(line));
        } catch (WrongLine wrong) {
            fault = Optional.of(String.valueOf(wrong.getMessage()));
        }
        return new ConsentLine(
                practice,
                line.parsed("patient_id", "1 to 100 printable characters", PatientId::new),
                line.required("given_name"),
                line.required("family_name"),
                birthDate,
                phone,
                mailbox(line.required("email")),
                relationship(line.optional("relationship")),
                line.flag("shared").orElse(false),
                line.flag("part2"),
                language(line.optional("language")),
                consent,
                fault);
    }

    /**
     * Whose a line is that is wrong, and when they said what it tells, as far as that can be read.
     *
     * @param saidAt of a consent or a request; an authorisation opens no way, so that a wrong one needs no doubt
     */
    record WrongOnes(PracticeId practice, PatientId patient, Optional<Instant> saidAt) {

        /** Shows nothing: a line is a patient. */
        @Override
        public String toString() {
            return "WrongOnes";
        }
    }

    /** Of a line that is wrong; nothing where nobody can say whose it is, or nobody's ways are in doubt. */
    static Optional<WrongOnes> whose(Function<String, String> column, PracticeId otherwise) {
        Columns line = new Columns(column);
        try {
            if (line.optional("kind").equals(Optional.of(ConsentKind.AUTHORIZATION.key()))) {
                return Optional.empty();
            }
            return Optional.of(new WrongOnes(
                    practice(line.optional("practice"), otherwise),
                    line.parsed("patient_id", "1 to 100 printable characters", PatientId::new),
                    saidAt(line)));
        } catch (WrongLine unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> saidAt(Columns line) {
        try {
            return line.instant("recorded_at").filter(time -> !NewConsent.isInTheFuture(time));
        } catch (WrongLine unreadable) {
            return Optional.empty();
        }
    }

    Person person() {
        return new Person(givenName, familyName, birthDate);
    }

    /** What it tells of the patient. */
    PatientDetails patient() {
        return new PatientDetails(
                patientId,
                givenName,
                familyName,
                birthDate,
                phone,
                substanceUse,
                Optional.empty(),
                language,
                List.of(new PatientAddress(mailbox, relationship, sharedMailbox)));
    }

    private static NewConsent consent(Columns line) throws WrongLine {
        ConsentKind kind = line.oneOf("kind", ConsentKind::of, "consent, request, authorization")
                .orElse(ConsentKind.CONSENT);
        Optional<ConsentMethod> method =
                line.oneOf("method", ConsentMethod::of, "paper, in-person, portal, wrote-first, fhir");
        Optional<String> evidence = line.prose("evidence");
        Instant recorded = line.instant("recorded_at")
                .orElseThrow(() -> new WrongLine("recorded_at is missing: write it as 2026-01-31."));
        if (NewConsent.isInTheFuture(recorded)) {
            throw new WrongLine("recorded_at is in the future.");
        }
        Optional<Instant> expires = line.instant("expires_at");
        if (expires.isPresent() && !expires.get().isAfter(recorded)) {
            throw new WrongLine("expires_at is not after recorded_at.");
        }
        boolean without = kind == ConsentKind.AUTHORIZATION || method.equals(Optional.of(ConsentMethod.WROTE_FIRST));
        Optional<String> named = line.optional("channels");
        Set<Channel> channels = without && named.isEmpty() ? Set.of() : channels(line.required("channels"));
        if (channels.contains(Channel.UNENCRYPTED) && evidence.isEmpty()) {
            throw new WrongLine("unencrypted needs evidence that the patient was warned: fill in evidence.");
        }
        try {
            return new NewConsent(
                    kind,
                    channels,
                    purposes(line.required("purposes")),
                    recorded,
                    expires,
                    onlyAt(line.optional("only_at")),
                    new ConsentBasis(method, warning(line), evidence, line.prose("recorded_by"), Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            throw new WrongLine(String.valueOf(wrong.getMessage()));
        }
    }

    private static Set<Mailbox> onlyAt(Optional<String> addresses) throws WrongLine {
        if (addresses.isEmpty()) {
            return Set.of();
        }
        return list(
                addresses.get(),
                ConsentLine::address,
                "only_at has something that is no address: write addresses like jane@example.org, separated by ';'.");
    }

    private static Optional<Mailbox> address(String text) {
        try {
            return Optional.of(Mailbox.parse(text));
        } catch (InvalidMailboxException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<Warning> warning(Columns line) throws WrongLine {
        Optional<String> version = line.optional("warning_version");
        Optional<String> language = line.optional("warning_language");
        if (language.isPresent() && version.isEmpty()) {
            throw new WrongLine("warning_language stands without warning_version: fill in which text it was.");
        }
        String inLanguage = language(language.isPresent() ? language : line.optional("language"));
        return version.map(text -> new Warning(text, inLanguage));
    }

    /** Shows nothing: a line is a patient. */
    @Override
    public String toString() {
        return "ConsentLine";
    }

    private static PracticeId practice(Optional<String> text, PracticeId otherwise) throws WrongLine {
        try {
            return text.map(PracticeId::new).orElse(otherwise);
        } catch (IllegalArgumentException wrong) {
            throw new WrongLine("practice is no practice's id.");
        }
    }

    private static Mailbox mailbox(String text) throws WrongLine {
        try {
            return Mailbox.parse(text);
        } catch (InvalidMailboxException wrong) {
            throw new WrongLine("email is no address: " + wrong.getMessage() + ".");
        }
    }

    private static Optional<String> phone(Optional<String> text) throws WrongLine {
        if (text.isPresent() && !TelephoneNumber.isOne(text.get())) {
            throw new WrongLine("phone is no telephone number: write it as +1 555 555 0142.");
        }
        return text;
    }

    private static Relationship relationship(Optional<String> text) throws WrongLine {
        if (text.isEmpty()) {
            return Relationship.SELF;
        }
        return Relationship.of(text.get())
                .orElseThrow(() -> new WrongLine("relationship is none of self, parent, guardian, representative."));
    }

    private static String language(Optional<String> text) throws WrongLine {
        String tag = text.orElse("en");
        if (Locale.forLanguageTag(tag).getLanguage().isEmpty()) {
            throw new WrongLine("language is no language tag: write it as en or es.");
        }
        return tag;
    }

    private static Set<Channel> channels(String text) throws WrongLine {
        Set<Channel> channels =
                list(text, Channel::of, "channels has something other than unencrypted, tls, smime, portal or none.");
        if (channels.contains(Channel.NONE) && channels.size() > 1) {
            throw new WrongLine("none stands with other channels: none is a request for no e-mail at all, alone.");
        }
        return channels;
    }

    private static Set<Purpose> purposes(String text) throws WrongLine {
        return list(
                text,
                Purpose::of,
                "purposes has something other than treatment, payment, operations, marketing or all.");
    }

    private static <T> Set<T> list(String text, Function<String, Optional<T>> parser, String fault) throws WrongLine {
        Set<Optional<T>> parsed = Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .map(parser)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (parsed.contains(Optional.<T>empty())) {
            throw new WrongLine(fault);
        }
        return parsed.stream().flatMap(Optional::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The line's columns as typed values. */
    private record Columns(Function<String, String> column) {

        Optional<String> optional(String name) throws WrongLine {
            return checked(name, column.apply(name));
        }

        /** What people write in sentences, which a quoted cell may hold on several lines. */
        Optional<String> prose(String name) throws WrongLine {
            return checked(name, WrittenText.onOneLine(column.apply(name)));
        }

        private static Optional<String> checked(String name, String cell) throws WrongLine {
            String text = WrittenText.trimmed(cell);
            if (text.length() > MAX_TEXT || Characters.haveControl(text)) {
                throw new WrongLine(name + " is too long or has control characters.");
            }
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        String required(String name) throws WrongLine {
            return optional(name).orElseThrow(() -> new WrongLine(name + " is missing."));
        }

        <T> T parsed(String name, String form, Function<String, T> parser) throws WrongLine {
            try {
                return parser.apply(required(name));
            } catch (IllegalArgumentException wrong) {
                throw new WrongLine(name + " has a wrong form: " + form + ".");
            }
        }

        /** yes or no. */
        Optional<Boolean> flag(String name) throws WrongLine {
            return oneOf(
                    name,
                    text -> text.equals("yes")
                            ? Optional.of(true)
                            : text.equals("no") ? Optional.of(false) : Optional.<Boolean>empty(),
                    "yes, no");
        }

        <T> Optional<T> oneOf(String name, Function<String, Optional<T>> known, String all) throws WrongLine {
            Optional<String> text = optional(name);
            Optional<T> value = text.flatMap(known);
            if (text.isPresent() && value.isEmpty()) {
                throw new WrongLine(name + " is none of " + all + ".");
            }
            return value;
        }

        Optional<LocalDate> date(String name) throws WrongLine {
            Optional<String> text = optional(name);
            try {
                return text.map(Columns::inFourDigits).map(LocalDate::parse);
            } catch (DateTimeParseException wrong) {
                throw new WrongLine(name + " is no date: write it as 1962-03-14.");
            }
        }

        /** A year before or beyond is a slip, and the database may not know it. */
        private static String inFourDigits(String date) {
            if (!date.matches("[0-9]{4}-.*")) {
                throw new DateTimeParseException("no year of four digits", date, 0);
            }
            return date;
        }

        /** A date counts from its start in UTC. */
        Optional<Instant> instant(String name) throws WrongLine {
            Optional<String> text = optional(name);
            try {
                return text.map(Columns::inFourDigits)
                        .map(value -> value.contains("T")
                                ? OffsetDateTime.parse(value).toInstant()
                                : LocalDate.parse(value)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant());
            } catch (DateTimeParseException wrong) {
                throw new WrongLine(name + " is no time: write it as 2026-01-31 or 2026-01-31T08:30:00Z.");
            }
        }
    }
}
