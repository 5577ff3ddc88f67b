package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.audit.DecisionReason;
import org.sealpost.audit.DecisionReason.Kind;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.certificate.CertificateChoice;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;

/** Maps decisions onto what events keep and the API explains: every floor, exclusion, obstacle and lost alternative. */
final class DecisionRecords {

    private static final int SHORT_FINGERPRINT = 16;

    private DecisionRecords() {}

    static DecisionRecord of(DecidedRecipient decided) {
        Decision decision = decided.decision();
        MessageContent content = decided.considered().content();
        List<String> patients = Stream.concat(
                        decided.considered().patients().stream().map(PatientConsent::patientId),
                        content.identified().surelyToldTo(decided.considered().patients()).stream())
                .map(PatientId::value)
                .distinct()
                .sorted()
                .toList();
        return new DecisionRecord(
                decision.protection().key(),
                decision.summary(),
                reasons(decided),
                decision.rulesVersion(),
                patients,
                content.counts(),
                decided.certificate().map(Fingerprint::of).map(Fingerprint::value).stream()
                        .toList(),
                decision.route().map(Route::toString),
                decision.practiceRulesVersion().isPresent()
                        ? Optional.of(decision.practiceRulesVersion().getAsLong())
                        : Optional.empty(),
                decision.insteadOf().map(Protection::key));
    }

    private static List<DecisionReason> reasons(DecidedRecipient decided) {
        Decision decision = decided.decision();
        List<DecisionReason> reasons = new ArrayList<>();
        decision.floors()
                .forEach(floor -> reasons.add(
                        new DecisionReason(Kind.FLOOR, floor.level().key(), origin(floor.origin()), floor.why())));
        decision.exclusions()
                .forEach(one -> reasons.add(
                        new DecisionReason(Kind.EXCLUSION, one.level().key(), origin(one.origin()), one.why())));
        decision.infeasible()
                .forEach(one -> reasons.add(
                        new DecisionReason(Kind.INFEASIBLE, one.level().key(), "world", one.why())));
        decision.alternatives()
                .forEach(one ->
                        reasons.add(new DecisionReason(Kind.LOST, one.level().key(), "decision", one.why())));
        decided.choice().ifPresent(choice -> choice.usable().ifPresent(certificate -> reasons.add(used(choice))));
        return reasons;
    }

    private static DecisionReason used(CertificateChoice choice) {
        String fingerprint =
                choice.fingerprint().map(Fingerprint::value).orElse("").substring(0, SHORT_FINGERPRINT);
        String notUsed =
                choice.refused().isEmpty() && choice.elsewhere().isEmpty() ? "" : ", not used: " + choice.others();
        return new DecisionReason(
                Kind.USED,
                Protection.SMIME.key(),
                "certificates",
                "certificate " + fingerprint + ", " + choice.origin().orElse("on record") + notUsed);
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Rule(String name, int line) -> "rule '" + name + "', line " + line;
            case Origin.Consent(String id) -> "consent " + id;
            case Origin.PatientWithoutConsent without -> "no consent";
            case Origin.Content(var kinds) -> "content: " + String.join(", ", kinds);
            case Origin.PatientRequest request -> "patient's request";
            case Origin.SubstanceUse label -> "42 CFR Part 2";
            case Origin.RestrictedRecords label -> "security label";
            case Origin.Purpose purpose -> "X-Sealpost-Purpose";
            case Origin.Malware malware -> "malware scanner";
            case Origin.OtherPatient other -> "content: another patient";
            case Origin.SenderMark mark -> "X-Sealpost-Require";
            case Origin.Setting(String name) -> "setting " + name;
            case Origin.Failure(String what) -> "failure: " + what;
            case Origin.RequireTls requireTls -> "REQUIRETLS";
            case Origin.EarlierDecision earlier -> "earlier decision";
        };
    }
}
