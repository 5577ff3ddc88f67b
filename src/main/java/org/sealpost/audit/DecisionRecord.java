package org.sealpost.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decision as it is kept and explained: the API and the console show exactly this.
 *
 * @param protection the level, such as {@code verified-tls}
 * @param summary why, in one sentence for people
 * @param reasons every floor, exclusion, infeasible level and lost alternative
 * @param rulesVersion the version of the rules that were in force
 * @param patients ids of the patients that were identified, as recipient or in the message
 * @param findings kinds of health information that were found, with how often
 * @param certificates SHA-256 fingerprints (hex) of the recipients' certificates that would be or are used
 * @param route {@code host:port} that a rule sent the message to
 * @param practiceRulesVersion the version of the practice's own rules, if it has any
 * @param insteadOf the level that was decided, where the practice only observes and the message passes as it came
 */
public record DecisionRecord(
        String protection,
        String summary,
        List<DecisionReason> reasons,
        long rulesVersion,
        List<String> patients,
        Map<String, Integer> findings,
        List<String> certificates,
        Optional<String> route,
        Optional<Long> practiceRulesVersion,
        Optional<String> insteadOf) {

    public DecisionRecord {
        reasons = List.copyOf(reasons);
        patients = List.copyOf(patients);
        findings = Map.copyOf(findings);
        certificates = List.copyOf(certificates);
    }

    /** By the installation's rules alone. */
    public DecisionRecord(
            String protection,
            String summary,
            List<DecisionReason> reasons,
            long rulesVersion,
            List<String> patients,
            Map<String, Integer> findings,
            List<String> certificates,
            Optional<String> route) {
        this(
                protection,
                summary,
                reasons,
                rulesVersion,
                patients,
                findings,
                certificates,
                route,
                Optional.empty(),
                Optional.empty());
    }
}
