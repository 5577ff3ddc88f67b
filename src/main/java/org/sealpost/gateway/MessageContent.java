package org.sealpost.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.inspect.Uninspectable;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.AttachmentFacts;
import org.sealpost.policy.FindingFacts;

/**
 * What was found in a message, and whom it identifies: found once, used for every recipient.
 *
 * @param shown the addresses in To and Cc but the sender's
 * @param malware what the malware scanner says
 */
record MessageContent(Findings findings, IdentifiedPatients identified, Set<Mailbox> shown, MalwareVerdict malware) {

    /** Of what was not looked into. */
    static final MessageContent UNREAD = new MessageContent(
            new Findings(Map.of(), Set.of(), Set.of(), List.of(), List.of(), Optional.empty()),
            new MalwareVerdict.NotScanned());

    MessageContent {
        shown = Set.copyOf(shown);
    }

    /** Of a message that identifies nobody. */
    MessageContent(Findings findings, MalwareVerdict malware) {
        this(findings, IdentifiedPatients.none(), Set.of(), malware);
    }

    /** The same, and whom the addresses in To and Cc tell of. */
    MessageContent showing(List<Set<PatientId>> patients) {
        return new MessageContent(findings, identified.and(patients), shown, malware);
    }

    /** How often each kind was found, by its key. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        findings.counts().forEach((kind, count) -> counts.put(kind.key(), count));
        return counts;
    }

    /** As the policy sees it for a recipient whose own patients those are. */
    FindingFacts facts(List<PatientConsent> own) {
        return new FindingFacts(
                counts(),
                findings.tellsOfAPatient(),
                findings.tellsOfHealth(),
                identified.includeAnotherThan(own),
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
        return facts(List.of()).sensitive();
    }

    List<AttachmentFacts> attachments() {
        return findings.attachments().stream()
                .map(one -> new AttachmentFacts(one.fileName(), one.mediaType(), one.size()))
                .toList();
    }
}
