package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** Finds a medical record or social security number by its label alone, so that rules are tested without detectors. */
public final class LabelInspection implements MessageInspection {

    private static final Pattern FILE =
            Pattern.compile("Content-Disposition: attachment; filename=\"([^\"]*)\"\r\nContent-Type: ([^;\r]*)");

    private static final Pattern NUMBER = Pattern.compile("MRN ([A-Za-z0-9-]+)");

    @Override
    public Inspected inspect(RawMessage message, Set<PersonName> patients, Set<Domain> own) {
        String text = new String(message.octets(), StandardCharsets.UTF_8);
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (text.contains("MRN ")) {
            counts.put("mrn", 1);
        }
        if (text.contains("SSN ")) {
            counts.put("ssn", 1);
        }
        List<Set<Clue>> told = new ArrayList<>();
        patients.stream()
                .filter(name -> text.contains(name.given() + " " + name.family()))
                .map(name -> name.lookupKeys().stream().map(Clue::name).collect(Collectors.toSet()))
                .forEach(told::add);
        if (!told.isEmpty()) {
            counts.put("name", told.size());
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            told.add(Set.of(Clue.recordNumber(number.group(1))));
        }
        List<AttachmentFacts> attachments = new ArrayList<>();
        Matcher file = FILE.matcher(text);
        while (file.find()) {
            attachments.add(new AttachmentFacts(file.group(1), file.group(2), 1));
        }
        return new Inspected(
                new FindingFacts(counts, !counts.isEmpty(), false, false, List.of()),
                attachments,
                new ToldClues(told, List.of(), List.of(), Set.of()),
                List.of());
    }
}
