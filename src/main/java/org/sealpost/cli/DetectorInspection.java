package org.sealpost.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspector;
import org.sealpost.inspect.KnownNames;
import org.sealpost.inspect.MessageClues;
import org.sealpost.inspect.SendersOwn;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.AttachmentFacts;
import org.sealpost.policy.FindingFacts;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.ToldClues;

/** Looks into messages with the gateway's own detectors. */
final class DetectorInspection implements MessageInspection {

    private final Inspector inspector = new Inspector();

    @Override
    public Inspected inspect(RawMessage message, Set<PersonName> patients, Set<Domain> own) {
        KnownNames.Builder known = KnownNames.builder();
        patients.forEach(known::add);
        Findings findings = inspector.inspect(message, known.build());
        Map<String, Integer> counts = new LinkedHashMap<>();
        findings.counts().forEach((kind, count) -> counts.put(kind.key(), count));
        List<String> uninspectable =
                findings.uninspectable().stream().map(String::valueOf).toList();
        List<AttachmentFacts> attachments = findings.attachments().stream()
                .map(view ->
                        new AttachmentFacts(view.fileName(), view.mediaType().toLowerCase(Locale.ROOT), view.size()))
                .toList();
        FindingFacts facts =
                new FindingFacts(counts, findings.tellsOfAPatient(), findings.tellsOfHealth(), false, uninspectable);
        MessageClues clues = MessageClues.of(findings, SendersOwn.of(message, findings, own));
        return new Inspected(
                facts,
                attachments,
                new ToldClues(clues.toAnyone(), clues.toPatients(), clues.byGreeting(), clues.shown()),
                findings.fault().map(String::valueOf).stream().toList());
    }
}
