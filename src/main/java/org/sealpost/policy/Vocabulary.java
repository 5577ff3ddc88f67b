package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the fields of conditions can be, whatever message comes: certain words, texts in lower case, addresses, numbers
 * within bounds. A constant that a field never is can so be found before a message comes. What a list or a map has in it is
 * asked by its own name.
 */
final class Vocabulary {

    /** The field name before it is how {@link DoubtfulWords} calls what {@code message.header} gives. */
    static final String HEADER = "the header field ";

    /** The kinds of findings, as the detectors call them. */
    static final List<String> KINDS = List.of(
            "name",
            "ssn",
            "mrn",
            "health-plan",
            "account",
            "license",
            "vehicle",
            "device",
            "birth-date",
            "care-date",
            "patient-wording",
            "phone",
            "fax",
            "email",
            "url",
            "ip",
            "npi",
            "diagnosis-code",
            "procedure-code",
            "loinc",
            "drug",
            "lab-result",
            "condition",
            "health-wording");

    private static final String HEADERS = "message.headers";
    private static final String DATE = "time.date";

    /** Fields whose values are in lower case, whatever came. */
    private static final Set<String> IN_LOWER_CASE = Set.of(
            HEADERS,
            "attachments.type",
            "message.from",
            "sender.address",
            "sender.local_part",
            "sender.domain",
            "recipient.address",
            "recipient.local_part",
            "recipient.domain");

    /** Fields, lists and maps that hold nothing but certain words. Empty: it cannot be told, or there is none. */
    private static final Map<String, List<String>> CLOSED = Map.ofEntries(
            Map.entry("consent.status", List.of("not-a-patient", "refused", "none", "wrote-first", "granted")),
            Map.entry("consent.reason", reasons()),
            Map.entry("consent.channels", ConsentChannel.keys()),
            Map.entry("consent.purposes", ConsentPurpose.keys()),
            Map.entry("message.purpose", List.of("treatment", "payment", "operations", "marketing", "")),
            Map.entry("findings.kinds", KINDS),
            Map.entry("findings.counts", KINDS),
            Map.entry(
                    "time.weekday",
                    List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")),
            // RFC 2156 5.3.4, RFC 4021 2.1.55; what else stands there was not written by a mail program.
            Map.entry(HEADER + "sensitivity", List.of("Personal", "Private", "Company-Confidential", "")));

    /** The least and the most that a number can be. */
    private record Bounds(long least, long most) {

        String words() {
            return most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
        }
    }

    private static final Map<String, Bounds> NUMBERS = Map.of(
            "time.hour", new Bounds(0, 23),
            "time.minute", new Bounds(0, 59),
            "time.day", new Bounds(1, 31),
            "time.month", new Bounds(1, 12),
            "message.size", new Bounds(0, Long.MAX_VALUE),
            "findings.total", new Bounds(0, Long.MAX_VALUE),
            "patient.count", new Bounds(0, Long.MAX_VALUE));

    private Vocabulary() {}

    private static List<String> reasons() {
        return Stream.concat(
                        Arrays.stream(ConsentFacts.NoConsent.Reason.values()).map(ConsentFacts.NoConsent.Reason::key),
                        Stream.of(""))
                .toList();
    }

    /** A clause that says why a field never is that text, or why a list or map never has it. */
    static Optional<String> neverIs(String field, String text) {
        return AddressForm.neverIs(field, text)
                .or(() -> inCapitals(field, text))
                .or(() -> noDate(field, text))
                .or(() -> noWord(field, text));
    }

    /** A clause that says why a field never has that text in it. */
    static Optional<String> neverHolds(String field, String text) {
        return AddressForm.neverHolds(field, text).or(() -> inCapitals(field, text));
    }

    private static Optional<String> inCapitals(String field, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return IN_LOWER_CASE.contains(field) && !text.equals(lower)
                ? Optional.of(field + " is in lower case and never \"" + text + "\", write \"" + lower + "\"")
                : Optional.empty();
    }

    /** A clause that says why a text cannot be compared with a date, not even by which comes first. */
    static Optional<String> noDate(String field, String text) {
        if (!field.equals(DATE)) {
            return Optional.empty();
        }
        try {
            LocalDate.parse(text);
            return Optional.empty();
        } catch (DateTimeException wrong) {
            return Optional.of(field + " is like 2026-01-05 and never \"" + text + "\"");
        }
    }

    private static Optional<String> noWord(String field, String text) {
        List<String> words = CLOSED.getOrDefault(field, List.of(text));
        return words.contains(text)
                ? Optional.empty()
                : Optional.of(field + " never has \"" + text + "\"" + Spelling.hint(text, words));
    }

    /** A clause that says why a number is beyond what a field can be. */
    static Optional<String> neverReaches(String field, long number) {
        Bounds bounds = NUMBERS.get(field);
        return bounds == null || (number >= bounds.least() && number <= bounds.most())
                ? Optional.empty()
                : Optional.of(field + " is " + bounds.words() + " and never reaches " + number);
    }

    /** All numbers that a field can be. */
    static Numbers bounds(String field) {
        Bounds bounds = NUMBERS.get(field);
        return bounds == null ? Numbers.ALL : Numbers.between(bounds.least(), bounds.most());
    }

    /** All words that a field can be, where it is nothing else. */
    static Optional<List<String>> words(String field) {
        return Optional.ofNullable(CLOSED.get(field));
    }
}
