package org.sealpost.policy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.NotAPatient;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.ConsentFacts.Shared;
import org.sealpost.policy.ConsentFacts.WroteFirst;

/**
 * What holds in every practice, whatever its rules say. The rules can add to it and never take away.
 *
 * <table>
 * <caption>The built-in demands</caption>
 * <tr><th>recipient</th><th>content</th><th>consent</th><th>demand</th></tr>
 * <tr><td>patient</td><td>any</td><td>none in force</td><td>at least S/MIME, else the portal</td></tr>
 * <tr><td>patient</td><td>any</td><td>wrote first, no other</td><td>at least verified TLS</td></tr>
 * <tr><td>patient</td><td>any</td><td>request for certain ways</td><td>these only, whatever rules exclude</td></tr>
 * <tr><td>patient</td><td>any</td><td>request for another address</td><td>refused: write to that one; held where it may be for another purpose</td></tr>
 * <tr><td>patient</td><td>marketing</td><td>no authorisation</td><td>as without consent</td></tr>
 * <tr><td>patient</td><td>any</td><td>no e-mail at all</td><td>refused: write a letter or call</td></tr>
 * <tr><td>patient</td><td>any</td><td>some channels</td><td>only what these channels allow</td></tr>
 * <tr><td>patient</td><td>another patient, too</td><td>ordinary mail</td><td>the acceptance does not count</td></tr>
 * <tr><td>several patients</td><td>any</td><td>any</td><td>all of theirs together</td></tr>
 * <tr><td>anyone</td><td>substance-use label</td><td>any</td><td>at least verified TLS, and the notice</td></tr>
 * <tr><td>patient</td><td>record system's label that restricts</td><td>any</td><td>at least verified TLS</td></tr>
 * <tr><td>anyone</td><td>malware</td><td>any</td><td>held</td></tr>
 * <tr><td>anyone else</td><td>health information, or unreadable</td><td></td><td>at least verified TLS</td></tr>
 * <tr><td>anyone else</td><td>nothing found</td><td></td><td>none</td></tr>
 * <tr><td>anyone</td><td>sender's mark</td><td>any</td><td>at least what the mark says; unreadable: held</td></tr>
 * <tr><td>anyone</td><td>something failed</td><td>any</td><td>held</td></tr>
 * </table>
 */
final class BuiltInFloors {

    /** The header field by which a sender asks for more protection. */
    static final String MARK = "X-Sealpost-Require";

    private static final String NO_EMAIL_TEXT =
            "This patient asked to receive no e-mail at all; please write a letter or call.";
    private static final String ELSEWHERE_TEXT =
            "This patient asked to be written to at another address only; please use that one.";
    private static final String MARK_TEXT =
            "The message itself asks to be refused by its field X-Sealpost-Require; remove the field to send it.";

    private final Facts facts;
    private final Demands demands;

    private BuiltInFloors(Facts facts, Demands demands) {
        this.facts = facts;
        this.demands = demands;
    }

    static void demand(Facts facts, Demands demands) {
        BuiltInFloors floors = new BuiltInFloors(facts, demands);
        floors.failures();
        floors.malware();
        floors.purpose();
        SubstanceUse.demand(facts, demands);
        floors.restriction();
        if (facts.toPatient()) {
            floors.patient(facts.consent());
            facts.patient().requests().forEach(floors::requested);
        } else {
            floors.anyoneElse();
        }
        floors.sendersMark();
    }

    private void failures() {
        for (String failure : facts.failures()) {
            demands.floor(Protection.HOLD, new Origin.Failure(failure), failure);
        }
    }

    private void malware() {
        facts.findings()
                .malware()
                .ifPresent(name ->
                        demands.floor(Protection.HOLD, new Origin.Malware(), "a scanner found malware: " + name));
    }

    private void purpose() {
        if (facts.message().purpose().isEmpty()) {
            demands.floor(
                    Protection.HOLD,
                    new Origin.Purpose(),
                    "the field " + MessageFacts.PURPOSE + " must say one of treatment, payment, operations, marketing");
        }
    }

    /** Whatever a label means of which no more is known than that it restricts, ordinary mail is not what it permits. */
    private void restriction() {
        if (facts.patient().restricted()) {
            demands.floor(
                    Protection.VERIFIED_TLS,
                    new Origin.RestrictedRecords(),
                    "the record system labels the patient's records as restricted");
        }
    }

    private void requested(ConfidentialRequest request) {
        Origin origin = new Origin.Consent(request.id());
        // Where it may be for another purpose, "use the other address" could lead health information where nobody asked
        // for it.
        if (request.elsewhere() && request.sure() && isOnePatients()) {
            demands.refuse(origin, "the patient asked to be written to at another address only", ELSEWHERE_TEXT);
        }
        Set<Protection> asked = request.levels();
        if (isOnePatients()) {
            demands.askedFor(asked);
        }
        for (Protection level : Protection.values()) {
            if (!level.isStop() && !asked.contains(level)) {
                demands.exclude(
                        level,
                        origin,
                        request.elsewhere()
                                ? "a patient asked to be written to at another address only"
                                : "the patient asked not to be written to by it");
            }
        }
    }

    private void anyoneElse() {
        FindingFacts findings = facts.findings();
        if (findings.sensitive()) {
            TreeSet<String> kinds = new TreeSet<>(findings.counts().keySet());
            if (!findings.uninspectable().isEmpty()) {
                kinds.add("uninspectable");
            }
            demands.floor(Protection.VERIFIED_TLS, new Origin.Content(kinds), Wording.found(findings));
        }
    }

    private void patient(ConsentFacts consent) {
        switch (consent) {
            case NotAPatient() -> withoutConsent(NoConsent.Reason.NONE_ON_RECORD);
            case NoConsent(NoConsent.Reason reason) -> withoutConsent(reason);
            case WroteFirst(String id) -> {
                if (facts.purpose() == ConsentPurpose.MARKETING) {
                    withoutConsent(NoConsent.Reason.NO_AUTHORIZATION);
                }
                demands.floor(
                        Protection.VERIFIED_TLS,
                        new Origin.Consent(id),
                        "the patient wrote first and was not warned of the risk of ordinary mail");
            }
            case Refused(String id) ->
                demands.refuse(new Origin.Consent(id), "the patient wants no e-mail", NO_EMAIL_TEXT);
            case Granted granted -> {
                Optional<NoConsent.Reason> invalid = facts.invalidity(granted);
                invalid.ifPresentOrElse(this::withoutConsent, () -> channels(granted));
            }
            case Shared shared -> {
                if (shared.each().isEmpty()) {
                    withoutConsent(NoConsent.Reason.NONE_ON_RECORD);
                }
                shared.each().forEach(this::patient);
            }
        }
    }

    private void withoutConsent(NoConsent.Reason reason) {
        demands.floor(Protection.SMIME, new Origin.PatientWithoutConsent(), reason.words());
    }

    private void channels(Granted granted) {
        boolean acceptanceCounts =
                granted.acceptsUnencrypted() && !facts.findings().otherPatient();
        Set<Protection> allowed = EnumSet.noneOf(Protection.class);
        for (ConsentChannel channel : granted.channels()) {
            if (channel != ConsentChannel.UNENCRYPTED || acceptanceCounts) {
                allowed.addAll(channel.allows());
            }
        }
        Set<Protection> asked = askedInstead(allowed);
        boolean acceptanceLost = granted.channels().contains(ConsentChannel.UNENCRYPTED) && !acceptanceCounts;
        for (Protection level : Protection.values()) {
            if (level.isStop() || allowed.contains(level) || asked.contains(level)) {
                continue;
            }
            if (acceptanceLost && ConsentChannel.UNENCRYPTED.allows().contains(level)) {
                excludeLostAcceptance(level, granted);
            } else {
                demands.exclude(
                        level,
                        new Origin.Consent(granted.consentId()),
                        "the patient did not agree to " + level.words());
            }
        }
    }

    /** Whether what one patient asked for is nobody else's matter: at a shared address requests only exclude. */
    private boolean isOnePatients() {
        return facts.patient().count() <= 1 && !(facts.consent() instanceof Shared);
    }

    /** A request moves a patient's mail up from what they agreed to, never down. */
    private Set<Protection> askedInstead(Set<Protection> allowed) {
        Set<Protection> asked = EnumSet.noneOf(Protection.class);
        if (!isOnePatients()) {
            return asked;
        }
        facts.patient().requests().forEach(request -> asked.addAll(request.levels()));
        asked.removeIf(level -> allowed.stream().noneMatch(agreed -> agreed.compareTo(level) < 0));
        return asked;
    }

    private void excludeLostAcceptance(Protection level, Granted granted) {
        if (facts.findings().otherPatient()) {
            demands.exclude(
                    level,
                    new Origin.OtherPatient(),
                    "another patient is identified, for whom the acceptance of ordinary mail does not count");
        } else {
            demands.exclude(
                    level,
                    new Origin.Consent(granted.consentId()),
                    "the acceptance of ordinary mail has no evidence on record");
        }
    }

    private void sendersMark() {
        Origin mark = new Origin.SenderMark();
        for (String value : facts.message().header(MARK)) {
            Optional<Protection> level = Protection.parse(value);
            if (level.isEmpty()) {
                demands.floor(Protection.HOLD, mark, "the sender's mark " + MARK + " cannot be read");
            } else if (level.get() == Protection.REJECT) {
                demands.refuse(mark, "the sender's mark asks for refusal", MARK_TEXT);
            } else {
                demands.floor(
                        level.get(), mark, "the sender asks for " + level.get().words() + " or stronger");
            }
        }
    }
}
