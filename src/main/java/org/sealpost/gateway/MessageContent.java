package org.sealpost.gateway;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param identified for each name or number that is of patients of the practice, all whose it is
 * @param malware what the malware scanner says
 */
record MessageContent(Findings findings, List<Set<PatientId>> identified, MalwareVerdict malware) {

    MessageContent {
        identified = List.copyOf(identified);
    }

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
                findings.tellsOfAPatient(),
                findings.tellsOfHealth(),
                identified.stream().anyMatch(one -> Collections.disjoint(own, one)),
                malware instanceof MalwareVerdict.Infected(String name) ? Optional.of(name) : Optional.empty(),
                Set.of(),
                findings.uninspectable().stream().map(Uninspectable::toString).toList());
    }

    /** What nobody knows, each a clause without content: any of them holds the message. */
    List<String> failures() {
        return malware instanceof MalwareVerdict.Away(String why) ? List.of(why) : List.of();
    }

    /** Whether the message must be treated as one with health information, to somebody who is none of those it identifies. */
    boolean isSensitive() {
        return facts(Set.of()).sensitive();
    }

    /** The patients who are identified beyond doubt: a name that several have tells of none. */
    Set<PatientId> identifiedPatients() {
        return identified.stream()
                .filter(one -> one.size() == 1)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<AttachmentFacts> attachments() {
        return findings.attachments().stream()
                .map(one -> new AttachmentFacts(one.fileName(), one.mediaType(), one.size()))
                .toList();
    }
}
