package org.sealpost.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.audit.DecisionReason;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.RecipientState;
import org.sealpost.audit.RecipientView;
import org.sealpost.audit.ReplyCodes;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.mail.MessageId;
import org.sealpost.portal.PortalState;

/** Why a message went the way it went, as the console shows it. */
record Explanation(
        MessageId id,
        ShownTime received,
        String sender,
        String size,
        List<ExplainedRecipient> recipients,
        List<TimelineEntry> timeline,
        List<LockedPortal> locked) {

    /** A portal message that nobody can sign in to until staff unlock it. */
    record LockedPortal(String id, ShownTime since) {}

    /** A reason with the level that it is about. */
    record ShownReason(Badge level, String why, String origin) {

        static ShownReason of(DecisionReason reason) {
            return new ShownReason(Badge.ofProtection(reason.level()), reason.why(), reason.origin());
        }
    }

    /** A name and what it is. */
    record Fact(String name, String value) {}

    /** What was decided for a recipient and what became of it. */
    record ExplainedRecipient(
            String address,
            Optional<Badge> protection,
            Badge state,
            ShownTime since,
            String summary,
            List<Fact> facts,
            List<String> findings,
            List<ShownReason> floors,
            List<ShownReason> exclusions,
            List<ShownReason> infeasible,
            List<ShownReason> lost) {

        static ExplainedRecipient of(RecipientView view) {
            return new ExplainedRecipient(
                    ListedMessage.name(view.recipient()),
                    view.decision().map(DecisionRecord::protection).map(Badge::ofProtection),
                    Badge.ofState(view.state()),
                    ShownTime.of(view.since()),
                    view.decision().map(DecisionRecord::summary).orElse("Not decided yet."),
                    facts(view),
                    findings(view),
                    reasons(view, DecisionReason.Kind.FLOOR),
                    reasons(view, DecisionReason.Kind.EXCLUSION),
                    reasons(view, DecisionReason.Kind.INFEASIBLE),
                    reasons(view, DecisionReason.Kind.LOST));
        }

        private static List<ShownReason> reasons(RecipientView view, DecisionReason.Kind kind) {
            return view.decision().stream()
                    .flatMap(decision -> decision.reasons().stream())
                    .filter(reason -> reason.kind() == kind)
                    .map(ShownReason::of)
                    .toList();
        }

        private static List<String> findings(RecipientView view) {
            return view.decision().stream()
                    .flatMap(decision -> decision.findings().entrySet().stream())
                    .sorted(Map.Entry.comparingByKey())
                    .map(found -> found.getKey() + " × " + found.getValue())
                    .toList();
        }

        private static List<Fact> facts(RecipientView view) {
            Optional<DecisionRecord> decision = view.decision();
            return Stream.of(
                            view.note().map(note -> new Fact("Last word", note)),
                            view.nextHop()
                                    .map(hop -> new Fact(
                                            "Next hop",
                                            hop
                                                    + view.address()
                                                            .map(address -> " (" + address + ")")
                                                            .orElse(""))),
                            view.tls()
                                    .flatMap(TlsEvidence::fingerprint)
                                    .map(print -> new Fact("Its certificate (SHA-256)", print)),
                            view.tls().map(tls -> new Fact("TLS proof", proof(tls))),
                            view.reply().map(reply -> new Fact("Reply", reply(reply))),
                            view.retryAt()
                                    .map(time -> new Fact(
                                            "Next try", ShownTime.of(time).exact())),
                            decision.flatMap(DecisionRecord::route).map(route -> new Fact("Route by rule", route)),
                            decision.map(DecisionRecord::patients)
                                    .filter(patients -> !patients.isEmpty())
                                    .map(patients -> new Fact("Patients", String.join(", ", patients))),
                            certificates(view),
                            decision.map(one -> new Fact(
                                    "Rules version",
                                    one.rulesVersion()
                                            + one.practiceRulesVersion()
                                                    .map(own -> ", the practice's own " + own)
                                                    .orElse(""))))
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** Where it came from, which records of earlier versions do not have, else which it is. */
        private static Optional<Fact> certificates(RecipientView view) {
            List<String> used = reasons(view, DecisionReason.Kind.USED).stream()
                    .map(ShownReason::why)
                    .toList();
            List<String> prints = view.decision().map(DecisionRecord::certificates).orElse(List.of()).stream()
                    .map(print -> print.substring(0, Math.min(16, print.length())) + "…")
                    .toList();
            return Stream.of(used, prints)
                    .filter(texts -> !texts.isEmpty())
                    .findFirst()
                    .map(texts -> new Fact("Certificates", String.join(", ", texts)));
        }

        private static String reply(ReplyCodes reply) {
            return reply.code() + reply.enhanced().map(code -> " " + code).orElse("");
        }

        private static String proof(TlsEvidence tls) {
            return tls.version() + ", "
                    + tls.verifiedBy()
                            .filter(how -> !how.equals("none"))
                            .map(how -> "identity proven by " + how
                                    + tls.name().map(name -> " as " + name).orElse(""))
                            .orElse("identity not proven")
                    + " (" + tls.cipher() + ")";
        }
    }

    static Explanation of(MessageView view, List<PortalState> portal) {
        return new Explanation(
                view.id(),
                ShownTime.of(view.receivedAt()),
                ListedMessage.sender(view),
                size(view.size()),
                view.recipients().stream().map(ExplainedRecipient::of).toList(),
                TimelineEntry.of(view),
                portal.stream()
                        .flatMap(state -> state.locked().stream()
                                .map(since -> new LockedPortal(state.id().toString(), ShownTime.of(since))))
                        .toList());
    }

    public boolean isHeld() {
        return has(Badge.ofState(RecipientState.HELD));
    }

    public boolean isWaiting() {
        return has(Badge.ofState(RecipientState.QUEUED));
    }

    private boolean has(Badge state) {
        return recipients.stream().anyMatch(recipient -> recipient.state().equals(state));
    }

    private static String size(long octets) {
        return octets < 1024
                ? octets + " octets"
                : octets < 1024 * 1024 ? octets / 1024 + " KiB" : octets / (1024 * 1024) + " MiB";
    }
}
