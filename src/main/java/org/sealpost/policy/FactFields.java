package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Fields of variables that can be read from the facts at once. What is read here is what {@link Variables} says of them,
 * which {@code ScreenTest} holds.
 */
final class FactFields {

    private static final Map<String, Predicate<Facts>> YES_OR_NO = Map.ofEntries(
            Map.entry("patient.known", Facts::toPatient),
            Map.entry("patient.part2", facts -> facts.patient().substanceUse()),
            Map.entry("patient.restricted", facts -> facts.patient().restricted()),
            Map.entry("patient.marketing", facts -> facts.patient().marketing()),
            Map.entry("patient.request", facts -> !facts.patient().requests().isEmpty()),
            Map.entry("findings.phi", facts -> facts.findings().phi()),
            Map.entry("findings.health", facts -> facts.findings().health()),
            Map.entry("findings.identifier", facts -> facts.findings().identifier()),
            Map.entry("findings.clinical", facts -> facts.findings().clinical()),
            Map.entry("findings.identified_health", facts -> facts.findings().identifiedHealth()),
            Map.entry("findings.other_patient", facts -> facts.findings().otherPatient()),
            Map.entry("findings.malware", facts -> facts.findings().malware().isPresent()),
            Map.entry("findings.shared_address", facts -> has(facts, AddressFinding.SHARED)),
            Map.entry("findings.lookalike_domain", facts -> has(facts, AddressFinding.LOOKALIKE_DOMAIN)),
            Map.entry("findings.first_time", facts -> has(facts, AddressFinding.FIRST_TIME)),
            Map.entry(
                    "findings.uninspectable",
                    facts -> !facts.findings().uninspectable().isEmpty()));

    private static final Map<String, Function<Facts, String>> TEXTS = texts();

    private static final Map<String, ToLongFunction<Facts>> NUMBERS = Map.of(
            "findings.total", FactFields::total,
            "message.size", facts -> facts.message().size(),
            "patient.count", Facts::patients);

    private static final Map<String, Function<Facts, Set<String>>> SETS = Map.of(
            "findings.kinds", facts -> facts.findings().counts().keySet(),
            "findings.counts", facts -> facts.findings().counts().keySet(),
            "message.headers", facts -> facts.message().headers().keySet());

    private FactFields() {}

    static Optional<Predicate<Facts>> yesOrNo(CelExpr expression) {
        return Optional.ofNullable(YES_OR_NO.get(ConditionText.of(expression)));
    }

    static Optional<Function<Facts, String>> text(CelExpr expression) {
        return Optional.ofNullable(TEXTS.get(ConditionText.of(expression)));
    }

    static Optional<ToLongFunction<Facts>> number(CelExpr expression) {
        return Optional.ofNullable(NUMBERS.get(ConditionText.of(expression))).or(() -> count(expression));
    }

    /** Of a list or a map, what {@code in} asks about. */
    static Optional<Function<Facts, Set<String>>> set(CelExpr expression) {
        return Optional.ofNullable(SETS.get(ConditionText.of(expression)));
    }

    private static Map<String, Function<Facts, String>> texts() {
        Map<String, Function<Facts, String>> texts = new HashMap<>();
        for (IndexedField field : IndexedField.values()) {
            texts.put(field.text(), field::in);
        }
        texts.put("recipient.local_part", facts -> facts.recipient().localPart());
        texts.put("sender.local_part", facts -> facts.sender().localPart());
        texts.put("message.subject", facts -> facts.message().subject());
        texts.put("message.practice", facts -> facts.message().practice().value());
        texts.put("message.purpose", facts -> Variables.purpose(facts.message()));
        texts.put("patient.language", facts -> facts.patient().language());
        texts.put("consent.status", facts -> Variables.status(facts.consent(), facts));
        texts.put("consent.reason", Variables::reason);
        return Map.copyOf(texts);
    }

    private static boolean has(Facts facts, AddressFinding finding) {
        return facts.findings().address().contains(finding);
    }

    private static Optional<ToLongFunction<Facts>> count(CelExpr expression) {
        return FindingCounts.isCount(expression)
                ? FindingCounts.kind(expression)
                        .map(kind -> facts -> facts.findings().counts().getOrDefault(kind, 0))
                : Optional.empty();
    }

    private static long total(Facts facts) {
        long total = 0;
        for (int count : facts.findings().counts().values()) {
            total += count;
        }
        return total;
    }
}
