package org.sealpost.cli;

import java.io.PrintWriter;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Exclusion;
import org.sealpost.policy.Floor;
import org.sealpost.policy.LostAlternative;
import org.sealpost.policy.Origin;
import org.sealpost.policy.SmimeForm;

/** Writes a decision with all its reasons for a reader at a terminal. */
record DecisionText(PrintWriter out) {

    void print(Mailbox recipient, Decision decision) {
        out.println(recipient + ": " + decision.protection().key());
        out.println("  why: " + decision.summary());
        decision.refusalText().ifPresent(text -> out.println("  the sender is told: " + text));
        decision.route().ifPresent(route -> out.println("  next hop: " + route + " (" + origin(route.rule()) + ")"));
        if (!decision.tags().isEmpty()) {
            out.println("  tags: " + String.join(", ", decision.tags()));
        }
        decision.additions().notices().forEach(text -> out.println("  added to the message: " + text));
        if (decision.additions().invitation()) {
            out.println("  the patient is asked how they want to be written to");
        }
        print(decision.additions().smime());
        for (Floor floor : decision.floors()) {
            out.println("  at least " + floor.level().key() + ": " + floor.why() + " (" + origin(floor.origin()) + ")");
        }
        for (Exclusion exclusion : decision.exclusions()) {
            out.println("  not " + exclusion.level().key() + ": " + exclusion.why() + " (" + origin(exclusion.origin())
                    + ")");
        }
        for (LostAlternative lost : decision.alternatives()) {
            out.println("  lost: " + lost.level().key() + ", " + lost.why());
        }
    }

    private void print(SmimeForm form) {
        if (form.signed()) {
            out.println("  signed by the practice");
        }
        if (!form.capabilities().isEmpty()) {
            out.println("  if encrypted: " + String.join(", ", form.capabilities()));
        }
        if (!form.certificateSources().isEmpty()) {
            out.println("  certificates from: " + String.join(", ", form.certificateSources()));
        }
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Rule(String name, int line) -> "rules file, line " + line;
            case Origin.Consent(String id) -> "consent";
            case Origin.PatientWithoutConsent() -> "patient without consent";
            case Origin.Content content -> "content";
            case Origin.PatientRequest request -> "patient's request";
            case Origin.SubstanceUse label -> "42 CFR Part 2";
            case Origin.RestrictedRecords label -> "security label";
            case Origin.Purpose purpose -> "sender's purpose";
            case Origin.Malware malware -> "malware scanner";
            case Origin.OtherPatient() -> "content";
            case Origin.SenderMark() -> "sender's mark";
            case Origin.Setting(String name) -> "setting " + name;
            case Origin.Failure(String what) -> "failure";
            case Origin.RequireTls requireTls -> "REQUIRETLS";
            case Origin.EarlierDecision() -> "earlier decision";
        };
    }
}
