package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clauses of a decision's one sentence for people. None holds content, a name or an address. */
final class Wording {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("name", "a person's name"),
            Map.entry("ssn", "social security number"),
            Map.entry("mrn", "medical record number"),
            Map.entry("health-plan", "health plan number"),
            Map.entry("account", "account number"),
            Map.entry("license", "licence number"),
            Map.entry("vehicle", "vehicle number"),
            Map.entry("device", "device number"),
            Map.entry("birth-date", "date of birth"),
            Map.entry("care-date", "date of care"),
            Map.entry("phone", "phone number"),
            Map.entry("fax", "fax number"),
            Map.entry("email", "e-mail address"),
            Map.entry("url", "web address"),
            Map.entry("ip", "network address"),
            Map.entry("npi", "provider number"),
            Map.entry("loinc", "LOINC code"),
            Map.entry("drug", "medicine"),
            Map.entry("lab-result", "laboratory result"));

    private Wording() {}

    /**
     * About the recipient and the consent, such as "Patient accepts the portal only", and what was asked for beside, which comes
     * before what is accepted.
     */
    static String who(Facts facts) {
        Set<String> clauses = new LinkedHashSet<>();
        clauses.add(agreed(facts));
        String who = facts.patient().count() > 1 ? "one of the patients" : "the patient";
        facts.patient().requests().forEach(request -> clauses.add(who + " asked for " + asked(request)));
        return String.join("; ", clauses);
    }

    private static String asked(ConfidentialRequest request) {
        return request.elsewhere()
                ? "mail to another address only"
                : request.channels().isEmpty() ? "no e-mail" : only(request.channels());
    }

    private static String agreed(Facts facts) {
        if (!facts.toPatient()) {
            return "Recipient is no patient";
        }
        return switch (facts.consent()) {
            case ConsentFacts.NotAPatient() -> "Patient: " + ConsentFacts.NoConsent.Reason.NONE_ON_RECORD.words();
            case ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason reason) -> "Patient: " + reason.words();
            case ConsentFacts.WroteFirst(String id) -> "Patient wrote first and was not warned";
            case ConsentFacts.Refused(String id) -> "Patient wants no e-mail";
            case ConsentFacts.Granted granted ->
                facts.invalidity(granted)
                        .map(reason -> "Patient: " + reason.words())
                        .orElseGet(() -> "Patient accepts " + only(granted.channels()));
            case ConsentFacts.Shared shared -> shared.each().size() + " patients share the address";
        };
    }

    private static String only(Set<ConsentChannel> channels) {
        List<String> words = Arrays.stream(ConsentChannel.values())
                .filter(channels::contains)
                .map(ConsentChannel::words)
                .toList();
        return switch (words.size()) {
            case 0 -> "no channel";
            case 1 -> words.getFirst() + " only";
            default -> join(words, "or");
        };
    }

    /** About the content, such as "diagnosis code and phone number found". */
    static String found(FindingFacts findings) {
        List<String> clauses = new ArrayList<>();
        if (!findings.counts().isEmpty()) {
            List<String> kinds =
                    findings.counts().keySet().stream().map(Wording::kind).toList();
            clauses.add(join(kinds, "and") + " found");
        } else if (findings.health()) {
            clauses.add("health information found");
        }
        if (findings.otherPatient()) {
            clauses.add("another patient identified");
        }
        if (!findings.uninspectable().isEmpty()) {
            clauses.add("a part could not be inspected");
        }
        return clauses.isEmpty() ? "nothing about patients found" : join(clauses, "and");
    }

    private static String kind(String key) {
        return KINDS.getOrDefault(key, key.replace('-', ' '));
    }

    /** The one sentence: who, what was found, which rules and marks spoke, and what the world ruled out. */
    static String summary(Requirement requirement, Protection decided, Feasibility feasibility) {
        Set<String> clauses = new LinkedHashSet<>();
        clauses.add(requirement.who());
        clauses.add(requirement.found());
        for (Floor floor : requirement.floors()) {
            boolean said = switch (floor.origin()) {
                case Origin.Consent consent -> true;
                case Origin.PatientWithoutConsent without -> true;
                case Origin.Content content -> true;
                case Origin.PatientRequest request -> false;
                case Origin.SubstanceUse label -> false;
                case Origin.RestrictedRecords label -> false;
                case Origin.Purpose purpose -> false;
                case Origin.Malware malware -> false;
                case Origin.OtherPatient other -> true;
                case Origin.Rule rule -> floor.level() == Protection.PLAIN;
                case Origin.SenderMark mark -> false;
                case Origin.Setting setting -> false;
                case Origin.Failure failure -> false;
                case Origin.RequireTls requireTls -> false;
                case Origin.EarlierDecision earlier -> true;
            };
            if (!said) {
                clauses.add(floor.why());
            }
        }
        for (Protection level : requirement.candidates()) {
            if (level.compareTo(decided) < 0) {
                feasibility.obstacle(level).ifPresent(clauses::add);
            }
        }
        if (decided == Protection.HOLD && requirement.floor().compareTo(Protection.HOLD) < 0) {
            clauses.add("no way is left that all of this allows");
        }
        return String.join("; ", clauses);
    }

    private static String join(List<String> words, String lastWord) {
        if (words.size() == 1) {
            return words.getFirst();
        }
        String head = String.join(", ", words.subList(0, words.size() - 1));
        return head + " " + lastWord + " " + words.getLast();
    }
}
