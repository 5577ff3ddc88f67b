package org.sealpost.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.NotAPatient;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.ConsentFacts.Shared;
import org.sealpost.policy.ConsentFacts.WroteFirst;

/** The values of a condition's variables, made once for one message and recipient. {@link VariableTypes} declares them. */
final class Variables {

    private final Map<String, Object> values;

    private Variables(Map<String, Object> values) {
        this.values = values;
    }

    static Variables of(Facts facts, RuleLists lists) {
        return new Variables(Map.of(
                "message", message(facts.message()),
                "sender",
                        address(
                                facts.sender().address(),
                                facts.sender().localPart(),
                                facts.sender().domain()),
                "recipient",
                        address(
                                facts.recipient().address(),
                                facts.recipient().localPart(),
                                facts.recipient().domain()),
                "patient", patient(facts),
                "consent", consent(facts),
                "findings", findings(facts.findings()),
                "attachments",
                        facts.attachments().stream().map(Variables::attachment).toList(),
                "time", time(facts),
                "lists", lists.entries()));
    }

    Map<String, Object> asMap() {
        return values;
    }

    private static Map<String, Object> message(MessageFacts message) {
        return Map.of(
                "subject", message.subject(),
                "from", message.from(),
                "size", message.size(),
                "practice", message.practice().value(),
                "purpose", purpose(message),
                "headers", message.headers());
    }

    static String purpose(MessageFacts message) {
        return message.purpose().map(ConsentPurpose::key).orElse("");
    }

    private static Map<String, Object> address(String address, String localPart, String domain) {
        return Map.of("address", address, "local_part", localPart, "domain", domain);
    }

    private static Map<String, Object> patient(Facts facts) {
        PatientFacts patient = facts.patient();
        return Map.of(
                "known", facts.toPatient(),
                "count", (long) facts.patients(),
                "language", patient.language(),
                "part2", patient.substanceUse(),
                "restricted", patient.restricted(),
                "marketing", patient.marketing(),
                "request", !patient.requests().isEmpty());
    }

    private static Map<String, Object> consent(Facts facts) {
        List<Granted> granted = granted(facts.consent(), facts).toList();
        List<String> channels = Arrays.stream(ConsentChannel.values())
                .filter(channel -> !granted.isEmpty()
                        && granted.stream().allMatch(one -> one.channels().contains(channel)))
                .map(ConsentChannel::key)
                .toList();
        List<String> purposes = Arrays.stream(ConsentPurpose.values())
                .filter(purpose -> !granted.isEmpty()
                        && granted.stream().allMatch(one -> one.purposes().contains(purpose)))
                .map(ConsentPurpose::key)
                .toList();
        String status = status(facts.consent(), facts);
        boolean inForce = status.equals("granted");
        return Map.of(
                "status",
                status,
                "reason",
                reason(facts),
                "channels",
                inForce ? channels : List.of(),
                "purposes",
                inForce ? purposes : List.of());
    }

    /** Why none is in force, where none is. */
    static String reason(Facts facts) {
        return status(facts.consent(), facts).equals("none")
                ? reason(facts.consent(), facts).map(NoConsent.Reason::key).orElse("")
                : "";
    }

    /** What of several patients tells most comes first: it must not hang on whom the database tells first. */
    private static final List<NoConsent.Reason> TELLING = List.of(
            NoConsent.Reason.ADDRESS_ENDED,
            NoConsent.Reason.REVOKED,
            NoConsent.Reason.CONTRADICTORY,
            NoConsent.Reason.NOT_UNDERSTOOD,
            NoConsent.Reason.SOURCE_AWAY,
            NoConsent.Reason.EXPIRED,
            NoConsent.Reason.OTHER_PURPOSE,
            NoConsent.Reason.NO_AUTHORIZATION,
            NoConsent.Reason.NONE_ON_RECORD);

    /** Why none is in force; of several patients, what tells most. */
    private static Optional<NoConsent.Reason> reason(ConsentFacts consent, Facts facts) {
        return switch (consent) {
            case NoConsent(NoConsent.Reason reason) -> Optional.of(reason);
            case NotAPatient stranger -> Optional.of(NoConsent.Reason.NONE_ON_RECORD);
            case Granted granted -> facts.invalidity(granted);
            case Shared shared ->
                shared.each().stream()
                        .flatMap(each -> reason(each, facts).stream())
                        .min(Comparator.comparing(TELLING::indexOf));
            case Refused refused -> Optional.empty();
            case WroteFirst first -> Optional.empty();
        };
    }

    private static Stream<Granted> granted(ConsentFacts consent, Facts facts) {
        return switch (consent) {
            case Granted granted -> Stream.of(granted);
            case Shared shared -> shared.each().stream().flatMap(each -> granted(each, facts));
            case NotAPatient stranger -> Stream.empty();
            case NoConsent none -> Stream.empty();
            case Refused refused -> Stream.empty();
            case WroteFirst first -> Stream.empty();
        };
    }

    private static final List<String> STRICTEST = List.of("refused", "none", "wrote-first", "granted");

    /** Of several patients, the strictest. */
    static String status(ConsentFacts consent, Facts facts) {
        return switch (consent) {
            case NotAPatient() -> facts.toPatient() ? "none" : "not-a-patient";
            case NoConsent(NoConsent.Reason reason) -> "none";
            case Refused(String id) -> "refused";
            case WroteFirst(String id) -> "wrote-first";
            case Granted granted -> facts.invalidity(granted).isPresent() ? "none" : "granted";
            case Shared shared -> {
                List<String> each =
                        shared.each().stream().map(one -> status(one, facts)).toList();
                yield STRICTEST.stream().filter(each::contains).findFirst().orElse("none");
            }
        };
    }

    private static Map<String, Object> findings(FindingFacts findings) {
        Map<String, Long> counts = new TreeMap<>();
        findings.counts().forEach((kind, count) -> counts.put(kind, (long) count));
        return Map.ofEntries(
                Map.entry("phi", findings.phi()),
                Map.entry("health", findings.health()),
                Map.entry("identifier", findings.identifier()),
                Map.entry("clinical", findings.clinical()),
                Map.entry("identified_health", findings.identifiedHealth()),
                Map.entry("other_patient", findings.otherPatient()),
                Map.entry("malware", findings.malware().isPresent()),
                Map.entry("shared_address", findings.address().contains(AddressFinding.SHARED)),
                Map.entry("lookalike_domain", findings.address().contains(AddressFinding.LOOKALIKE_DOMAIN)),
                Map.entry("first_time", findings.address().contains(AddressFinding.FIRST_TIME)),
                Map.entry("uninspectable", !findings.uninspectable().isEmpty()),
                Map.entry("kinds", List.copyOf(counts.keySet())),
                Map.entry("counts", counts),
                Map.entry(
                        "total",
                        counts.values().stream().mapToLong(Long::longValue).sum()));
    }

    private static Map<String, Object> attachment(AttachmentFacts attachment) {
        return Map.of("name", attachment.name(), "type", attachment.type(), "size", attachment.size());
    }

    private static Map<String, Object> time(Facts facts) {
        return Map.of(
                "hour", (long) facts.time().getHour(),
                "minute", (long) facts.time().getMinute(),
                "weekday", facts.time().getDayOfWeek().name().toLowerCase(Locale.ROOT),
                "day", (long) facts.time().getDayOfMonth(),
                "month", (long) facts.time().getMonthValue(),
                "year", (long) facts.time().getYear(),
                "date", facts.time().toLocalDate().toString());
    }
}
