package org.sealpost.policy;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.sealpost.mail.PracticeId;

/**
 * Makes a message that a condition is about, so that what is said of one can be tried on it. It knows the fields that need
 * no other to fit; where a condition is about more, there is no message.
 */
final class Witness {

    private static final String COUNTS = Membership.COUNTS;
    private static final String HEADERS = "message.headers";
    private static final Set<String> TIME =
            Set.of("time.hour", "time.minute", "time.day", "time.month", "time.year", "time.weekday", Dates.SUBJECT);
    /** What follows from the kinds that are found. */
    private static final Set<String> OF_KINDS =
            Set.of("findings.identifier", "findings.clinical", "findings.phi", "findings.other_patient");

    private static final ZonedDateTime START = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int HOURS = 24 * 366;

    private final Map<String, Values> left;
    private final Map<String, List<String>> headers = new HashMap<>();

    private Witness(Map<String, Values> values) {
        this.left = new HashMap<>(values);
    }

    /** A message of which all that is true. */
    static Optional<Facts> of(Map<String, Values> values) {
        return new Witness(values).facts();
    }

    private Optional<Facts> facts() {
        if (asksForKindsAndWhatTheyAre()) {
            return Optional.empty();
        }
        Optional<ZonedDateTime> time = time();
        Map<String, Integer> counts = counts();
        SenderFacts sender = sender();
        RecipientFacts recipient = recipient();
        ConsentFacts consent = isYes("consent.status", "not-a-patient")
                ? new ConsentFacts.NotAPatient()
                : new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
        left.remove("consent.status");
        FindingFacts findings = new FindingFacts(
                counts,
                isYes("findings.identifier"),
                isYes("findings.clinical"),
                isYes("findings.other_patient"),
                isYes("findings.malware") ? Optional.of("Eicar") : Optional.empty(),
                address(),
                isYes("findings.uninspectable") ? List.of("an encrypted archive") : List.of());
        left.remove("findings.total");
        headers();
        MessageFacts message = new MessageFacts(
                PracticeId.DEFAULT, text("message.subject"), text("message.from"), number("message.size", 1), headers);
        boolean stranger = consent instanceof ConsentFacts.NotAPatient;
        long patients = number(Consequences.PATIENTS, stranger ? 0 : 1);
        PatientFacts patient = new PatientFacts(
                !stranger,
                (int) Math.min(patients, Integer.MAX_VALUE),
                text("patient.language"),
                isYes("patient.part2"),
                isYes("patient.restricted"),
                isYes("patient.marketing"),
                List.of());
        // Of whoever is no patient nothing is on record.
        boolean known = (stranger == (patients == 0))
                && (!stranger
                        || (!patient.substanceUse()
                                && !patient.restricted()
                                && !patient.marketing()
                                && patient.language().isEmpty()));
        return left.isEmpty() && known
                ? time.map(now ->
                        new Facts(message, sender, recipient, patient, consent, findings, List.of(), now, List.of()))
                : Optional.empty();
    }

    /** Which kinds tell who someone is, and which of health, is not known here: a message with both may not exist. */
    private boolean asksForKindsAndWhatTheyAre() {
        boolean kinds =
                left.containsKey("findings.total") || left.keySet().stream().anyMatch(one -> one.startsWith(COUNTS));
        boolean natures = OF_KINDS.stream().anyMatch(left::containsKey);
        return (kinds && natures) || (left.containsKey("findings.first_time") && (kinds || natures));
    }

    private Values take(String subject) {
        Values values = left.remove(subject);
        return values == null ? Texts.ALL : values;
    }

    private boolean isYes(String subject) {
        return take(subject) instanceof Answers answers && answers.isYes();
    }

    /** Whether a field may be that. */
    private boolean isYes(String subject, String text) {
        return !(left.get(subject) instanceof Texts texts) || texts.has(text);
    }

    private String text(String subject) {
        return take(subject) instanceof Texts texts ? text(texts, "") : "";
    }

    /** One of them; which of several does not matter, but that it is the same each time. */
    private static String text(Texts texts, String usual) {
        if (texts.among().isPresent()) {
            return texts.among().get().stream().sorted().findFirst().orElse(usual);
        }
        StringBuilder all = new StringBuilder();
        for (Texts.Place place : List.of(Texts.Place.START, Texts.Place.ANYWHERE, Texts.Place.END)) {
            texts.has().stream()
                    .filter(part -> part.place() == place)
                    .map(Texts.Part::text)
                    .forEach(all::append);
        }
        return texts.has(usual) ? usual : all.toString();
    }

    private long number(String subject, long usual) {
        return take(subject) instanceof Numbers numbers && !numbers.has(usual) ? numbers.least() : usual;
    }

    private RecipientFacts recipient() {
        String address = address("recipient");
        int at = address.lastIndexOf('@');
        return new RecipientFacts(address, address.substring(0, Math.max(0, at)), address.substring(at + 1));
    }

    private SenderFacts sender() {
        String address = address("sender");
        int at = address.lastIndexOf('@');
        return new SenderFacts(address, address.substring(0, Math.max(0, at)), address.substring(at + 1));
    }

    private String address(String whose) {
        Values whole = take(whose + ".address");
        Values local = take(whose + ".local_part");
        Values domain = take(whose + ".domain");
        if (whole instanceof Texts texts && texts.among().isPresent()) {
            // Those of its domains were counted in when the claims came together, or the trial says no.
            return texts.among().get().stream()
                    .sorted()
                    .filter(address -> domain instanceof Texts domains
                            && domains.has(address.substring(address.lastIndexOf('@') + 1)))
                    .findFirst()
                    .orElse("");
        }
        return part(local, "jane") + "@" + part(domain, whose + ".example");
    }

    private static String part(Values values, String usual) {
        return values instanceof Texts texts ? text(texts, usual) : usual;
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String subject : List.copyOf(left.keySet())) {
            if (subject.startsWith(COUNTS)) {
                long count = number(subject, 0);
                if (count > 0) {
                    counts.put(Membership.member(subject), (int) Math.min(count, Integer.MAX_VALUE));
                }
            }
        }
        return counts;
    }

    private Set<AddressFinding> address() {
        Set<AddressFinding> findings = EnumSet.noneOf(AddressFinding.class);
        Map.of(
                        "findings.shared_address", AddressFinding.SHARED,
                        "findings.lookalike_domain", AddressFinding.LOOKALIKE_DOMAIN,
                        "findings.first_time", AddressFinding.FIRST_TIME)
                .forEach((subject, finding) -> {
                    if (isYes(subject)) {
                        findings.add(finding);
                    }
                });
        return findings;
    }

    private void headers() {
        for (String subject : List.copyOf(left.keySet())) {
            if (subject.startsWith("message.header(")) {
                String name = subject.substring("message.header(".length(), subject.length() - 1);
                String value = text(subject);
                if (!value.isEmpty()) {
                    headers.put(name, List.of(value));
                }
            }
        }
        for (String subject : List.copyOf(left.keySet())) {
            if (Membership.collection(subject).equals(HEADERS) && isYes(subject)) {
                headers.putIfAbsent(Membership.member(subject), List.of("x"));
            }
        }
    }

    private Optional<ZonedDateTime> time() {
        Map<String, Values> asked = new HashMap<>();
        TIME.stream().filter(left::containsKey).forEach(subject -> asked.put(subject, take(subject)));
        return LongStream.range(0, HOURS)
                .mapToObj(START::plusHours)
                .filter(time -> asked.entrySet().stream().allMatch(one -> fits(one.getKey(), one.getValue(), time)))
                .findFirst();
    }

    private static boolean fits(String subject, Values values, ZonedDateTime time) {
        return switch (values) {
            case Texts texts -> texts.has(time.getDayOfWeek().name().toLowerCase(Locale.ROOT));
            case Numbers numbers ->
                numbers.has(
                        switch (subject) {
                            case "time.hour" -> time.getHour();
                            case "time.minute" -> time.getMinute();
                            case "time.day" -> time.getDayOfMonth();
                            case "time.month" -> time.getMonthValue();
                            case "time.year" -> time.getYear();
                            default -> time.toLocalDate().toEpochDay();
                        });
            case Answers answers -> false;
        };
    }
}
