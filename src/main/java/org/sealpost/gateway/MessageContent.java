package org.sealpost.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.consent.PatientId;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Identifier;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.inspect.PhiKind;
import org.sealpost.inspect.Uninspectable;
import org.sealpost.policy.AttachmentFacts;
import org.sealpost.policy.FindingFacts;

/**
 * What was found in a message, and whom it identifies: found once, used for every recipient.
 *
 * @param identified patients of the practice whom numbers in the message name
 * @param malware what the malware scanner says
 */
record MessageContent(Findings findings, Set<PatientId> identified, MalwareVerdict malware) {

    static Set<String> values(Findings findings, PhiKind kind) {
        return findings.identifiers().stream()
                .filter(identifier -> identifier.kind() == kind)
                .map(Identifier::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How often each kind was found, by its key. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        findings.counts().forEach((kind, count) -> counts.put(kind.key(), count));
        return counts;
    }

    /** As the policy sees it for a recipient whose own patients those are. */
    FindingFacts facts(Set<PatientId> own) {
        return new FindingFacts(
                counts(),
                !findings.counts().isEmpty(),
                !own.containsAll(identified),
                findings.uninspectable().stream().map(Uninspectable::toString).toList());
    }

    /** What nobody knows, or must not leave, each a clause without content: any of them holds the message. */
    List<String> failures() {
        return switch (malware) {
            case MalwareVerdict.Clean(), MalwareVerdict.NotScanned() -> List.of();
            case MalwareVerdict.Away(String why) -> List.of(why);
            case MalwareVerdict.Infected(String signatureName) -> List.of("the malware scanner found " + signatureName);
        };
    }

    List<AttachmentFacts> attachments() {
        return findings.attachments().stream()
                .map(one -> new AttachmentFacts(one.fileName(), one.mediaType(), one.size()))
                .toList();
    }
}
